import { realpathSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { UsageError } from "./exit-code.ts";

/** One file to compile, and where its output goes; no target is standard output. Paths are absolute. */
export interface Task {
  readonly source: string;
  readonly target: string | undefined;
  /** Why the file is not compiled at all. */
  readonly refused?: Diagnostic;
}

export interface TargetOptions {
  readonly output?: string;
  readonly outDir?: string;
  readonly stdout?: boolean;
}

/**
 * Where each output goes: beside its source, as `model.nabla.ts`, unless the options say otherwise.
 *
 * @throws UsageError where the options contradict the files.
 */
export function planTargets(files: readonly string[], options: TargetOptions, cwd: string): readonly Task[] {
  const sources = [...new Set(files.map((file) => resolve(cwd, file)))];
  const single = options.output !== undefined ? "-o" : options.stdout ? "--stdout" : undefined;
  if (single !== undefined && sources.length > 1) {
    throw new UsageError(`${single} takes the output of one file; there are ${sources.length}`);
  }
  const tasks = sources.map((source) => ({ source, target: targetOf(source, options, cwd) }));
  return refuseCollisions(tasks, cwd);
}

function targetOf(source: string, { output, outDir, stdout }: TargetOptions, cwd: string): string | undefined {
  if (stdout) return undefined;
  if (output !== undefined) return resolve(cwd, output);
  return outDir === undefined ? `${source}.ts` : join(resolve(cwd, outDir), `${basename(source)}.ts`);
}

/** No output may overwrite a source, nor the output of another one. */
function refuseCollisions(tasks: readonly Task[], cwd: string): readonly Task[] {
  const sources = new Set(tasks.map(({ source }) => physical(source)));
  const places = tasks.map(({ target }) => target && physical(target));
  return tasks.map((task, number) => {
    const place = places[number];
    if (task.target === undefined || place === undefined) return task;
    if (sources.has(place)) throw new UsageError(`the output would overwrite the source ${show(task.target, cwd)}`);
    const others = tasks.filter((_, other) => other !== number && places[other] === place);
    return others.length === 0 ? task : { ...task, refused: sameTarget(task.target, others, cwd) };
  });
}

function sameTarget(target: string, others: readonly Task[], cwd: string): Diagnostic {
  const also = others.map(({ source }) => `\`${show(source, cwd)}\``).join(", ");
  const message = `\`${show(target, cwd)}\` would also be the output of ${also}`;
  return diagnostic("E0504", message, { repairs: ["compile them in two runs, each with its own `--out-dir`"] });
}

/** The path without symbolic links, where there is a file. */
function physical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * A path as people should read it: relative to where they are and with `/`, so that output is the same on every
 * machine; no character of a name reaches the terminal as a command.
 */
export function show(path: string, cwd: string): string {
  const shown = relative(cwd, path).replaceAll("\\", "/") || ".";
  return shown.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
