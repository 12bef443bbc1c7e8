/**
 * Packs the package, installs it into test/consumers with every bundler, and sees that each builds a program that
 * computes the right gradient, that the types fit, that Bun and Deno run what comes out, and that nothing is wrong with
 * how the package is resolved; and it goes through the tutorial, word for word. It installs some 400 MB and takes
 * minutes, so it is no part of `npm test`.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserPath } from "../test/inspect/browser.ts";
import { trained, tutorialSteps } from "../test/package/tutorial.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "nablac-consumers-"));
const answer = "[2.5,[-7,-10],[-3]]";

function run(cwd: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
try {
  run(root, "npm", "pack", "--loglevel=error", "--pack-destination", folder);
  const tarball = join(
    folder,
    readdirSync(folder).find((file) => file.endsWith(".tgz"))!,
  );
  const project = join(folder, "consumers");
  cpSync(join(root, "test/consumers"), project, { recursive: true });
  run(project, "npm", "ci", ...quiet);
  run(project, "npm", "install", "--no-save", ...quiet, tarball);

  console.log(run(project, process.execPath, "build.mjs").trimEnd());
  // The bundlers have written the types by now.
  run(project, process.execPath, "node_modules/typescript/bin/tsc");
  console.log("tsc: the types of the plugins and of the model fit");
  for (const [runtime, ...args] of [["bun"], ["deno", "run"]] as const) {
    const said = run(project, join("node_modules/.bin", runtime), ...args, "esbuild.out.mjs").trim();
    if (said !== answer) throw new Error(`${runtime}: ${said}`);
    console.log(`${runtime}: ${said}`);
  }
  // Node 10 and `require` are not served: the package is made of ES modules.
  console.log(
    run(project, "node_modules/.bin/attw", tarball, "--profile", "esm-only", "--no-emoji", "--format", "ascii"),
  );

  for (const step of tutorialSteps()) {
    const moons = join(folder, "moons");
    if (step.kind === "file") writeFileSync(join(moons, step.name), step.text);
    else run(step.lines[0]?.startsWith("mkdir") ? folder : moons, "sh", "-ec", step.lines.join("\n"));
  }
  console.log(`tutorial: ${browserPath === undefined ? "built" : await trained(join(folder, "moons"))}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
