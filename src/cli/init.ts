import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { writeAtomically } from "../util/atomic-write.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { Report } from "./report.ts";
import { systemReason } from "./system-reason.ts";

const config = `import { defineConfig } from "nablac";

export default defineConfig({
  include: "models",
});
`;

const model = `// A straight line through points: least squares.
dim   n
param slope, offset
data  x[n], y[n]

loss = 1/n * sum(i in n, (slope * x[i] + offset - y[i])^2)
`;

const scripts = { nablac: "nablac compile", "nablac:check": "nablac compile --check" };

const nextSteps = `
  npm run nablac                      writes models/line.nabla.ts
  npm run nablac -- --watch           again whenever a model changes
  npm run nablac:check                for CI: fails where an output is not up to date

Commit the outputs, or make them when the project is built.
`;

/** A file to make, or the one to change. */
interface Made {
  readonly file: string;
  readonly text: string;
}

/** `nablac init`: makes what a project needs, all of it or nothing. */
export async function initProject(io: Io): Promise<ExitCode> {
  const report = new Report(io);
  let file = "package.json";
  try {
    const manifest = await withScripts(io.cwd);
    const made = [
      { file: "nablac.config.ts", text: config },
      { file: "models/line.nabla", text: model },
    ];
    const problems = "problem" in manifest ? [manifest.problem] : [];
    for (const one of made) {
      file = one.file;
      if ((await textAt(io.cwd, file)) !== undefined)
        problems.push(diagnostic("E0511", `there is a \`${file}\` already`));
    }
    report.diagnostics(problems, "nablac init");
    if (problems.length === 0 && "text" in manifest) {
      for (const one of [...made, manifest]) {
        file = one.file;
        await writeAtomically(join(io.cwd, one.file), one.text);
        io.stdout.write(`${one.file}\n`);
      }
      io.stdout.write(nextSteps);
    }
  } catch (error) {
    const { reason } = systemReason(error);
    report.diagnostics([diagnostic("E0503", `cannot write \`${file}\`: ${reason}`)], "nablac init");
  }
  return report.exitCode;
}

/** `package.json` with the scripts in it, laid out as it was; a new one where there is none. */
async function withScripts(folder: string): Promise<Made | { readonly problem: Diagnostic }> {
  const file = "package.json";
  const before = await textAt(folder, file);
  if (before === undefined)
    return { file, text: `${JSON.stringify({ private: true, type: "module", scripts }, null, 2)}\n` };
  const manifest = manifestIn(before);
  if (!manifest) return { problem: diagnostic("E0511", "`package.json` is not an object in JSON") };
  const taken = Object.keys(scripts).find((name) => Object.hasOwn(manifest.scripts ?? {}, name));
  if (taken !== undefined)
    return { problem: diagnostic("E0511", `there is a script \`${taken}\` in \`package.json\` already`) };
  const indent = /^[ \t]+(?=")/m.exec(before)?.[0] ?? 2;
  const text = JSON.stringify({ ...manifest, scripts: { ...manifest.scripts, ...scripts } }, null, indent);
  const ended = before.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
  return { file, text: `${ended}${/\r?\n$/.exec(before)?.[0] ?? ""}` };
}

function manifestIn(text: string): { scripts?: Record<string, string> } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function textAt(folder: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), "utf8");
  } catch (error) {
    if (systemReason(error).code === "ENOENT") return undefined;
    throw error;
  }
}
