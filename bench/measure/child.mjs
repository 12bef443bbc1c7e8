import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a script of this folder prints as JSON on its last line, in a fresh process; or its error. */
export async function fresh(script, args, flags = []) {
  const file = fileURLToPath(new URL(script, import.meta.url));
  try {
    const { stdout } = await run(process.execPath, [...flags, file, ...args], { maxBuffer: 1 << 26 });
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } catch (error) {
    return { error: String(error.stderr || error.message).split("\n").find((line) => line.includes("Error")) ?? "failed" }; // prettier-ignore
  }
}
