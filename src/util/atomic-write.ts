import { randomBytes } from "node:crypto";
import { access, chmod, constants, mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import type { Stats } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes a file so that whoever looks sees the old text or the new one, whole: the text goes to a file beside the
 * target, which then takes the target's name. Missing folders are made, a symbolic link is followed, the mode of a
 * file that was there is kept. A device or a pipe cannot be replaced by a file and is written to as it stands.
 *
 * @throws the system's error, with its `code`; nothing is left behind then.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const target = await ifThere(realpath(path), path);
  const before = await ifThere<Stats | undefined>(stat(target), undefined);
  if (before !== undefined && !before.isFile()) {
    await writeFile(target, text);
    return;
  }
  // A rename needs no right to the file that it replaces; a file that is write-protected is meant to stay.
  if (before === undefined) await mkdir(dirname(target), { recursive: true });
  else await access(target, constants.W_OK);

  const beside = join(dirname(target), `.nablac-${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
  try {
    await writeFile(beside, text, { flag: "wx" });
    if (before !== undefined) await chmod(beside, before.mode & 0o7777);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

async function ifThere<T>(found: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return otherwise;
    throw error;
  }
}
