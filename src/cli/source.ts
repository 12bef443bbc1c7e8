import { createReadStream } from "node:fs";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Api } from "./api.ts";
import { standardInput } from "./inputs.ts";
import type { Io } from "./io.ts";
import { isThere } from "./is-there.ts";
import { systemReason } from "./system-reason.ts";

/** Nobody writes a model this long. An endless device must not fill the memory before the compiler can say so. */
const longest = 64 * 2 ** 20;

/**
 * The text of a file, or of standard input, or why there is none. `shown` is the path as the user should read it.
 */
export async function readSource(path: string, shown: string, api: Api, io: Io): Promise<string | Diagnostic> {
  try {
    return await readText(path === standardInput ? io.stdin : createReadStream(path), shown, api);
  } catch (error) {
    return await whyUnreadable(error, path, shown);
  }
}

async function readText(from: AsyncIterable<Uint8Array>, shown: string, api: Api): Promise<string | Diagnostic> {
  const bytes = await readBytes(from);
  if (bytes === undefined) return diagnostic("E0502", `cannot read \`${shown}\`: it is larger than 64 MB`);
  const decoded = api.decode(bytes);
  return "problem" in decoded ? decoded.problem : decoded.source;
}

async function readBytes(from: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of from) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longest) return undefined;
  }
  return Buffer.concat(chunks);
}

async function whyUnreadable(error: unknown, path: string, shown: string): Promise<Diagnostic> {
  const { code, reason } = systemReason(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    const repairs = (await isThere(`${path}.nabla`)) ? [`did you mean \`${shown}.nabla\`?`] : [];
    return diagnostic("E0501", `there is no file \`${shown}\``, { repairs });
  }
  const repairs = code === "EISDIR" ? [`name the files in it: \`${shown}/*.nabla\``] : [];
  return diagnostic("E0502", `cannot read \`${shown}\`: ${reason}`, { repairs });
}
