import { realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { UsageError } from "./exit-code.ts";
import { standardInput, type Input } from "./inputs.ts";
import { show, visible } from "./show.ts";

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
  readonly js?: boolean;
  /** The name of a model that is read from standard input. */
  readonly stdinFilename?: string;
}

/** What standard input is called where nothing else is said. */
const unnamed = "stdin.nabla";

/**
 * Where each output goes: beside its source, as `model.nabla.ts`, unless the options say otherwise.
 *
 * @throws UsageError where the options contradict the files.
 */
export function planTargets(inputs: readonly Input[], options: TargetOptions, cwd: string): readonly Task[] {
  const single = options.output !== undefined ? "-o" : options.stdout ? "--stdout" : undefined;
  if (single !== undefined && inputs.length > 1) {
    throw new UsageError(`${single} takes the output of one file; there are ${inputs.length}`);
  }
  const tasks = inputs.map((input) => ({ source: input.path, target: targetOf(input, options, cwd) }));
  return refuseCollisions(tasks, cwd);
}

function targetOf({ path, base }: Input, options: TargetOptions, cwd: string): string | undefined {
  const { output, outDir, stdout, js, stdinFilename = unnamed } = options;
  if (stdout) return undefined;
  if (output !== undefined) return resolve(cwd, output);
  const ending = js ? ".js" : ".ts";
  if (path === standardInput) return outDir && join(resolve(cwd, outDir), `${stdinFilename}${ending}`);
  return outDir === undefined ? `${path}${ending}` : join(resolve(cwd, outDir), `${relative(base, path)}${ending}`);
}

/** No output may overwrite a source, nor the output of another one. */
function refuseCollisions(tasks: readonly Task[], cwd: string): readonly Task[] {
  const sources = new Set(tasks.map(({ source }) => physical(source)));
  const at = new Map<string, Task[]>();
  for (const task of tasks) {
    if (task.target === undefined) continue;
    const place = physical(task.target);
    if (sources.has(place)) throw new UsageError(`the output would overwrite the source ${show(task.target, cwd)}`);
    at.set(place, [...(at.get(place) ?? []), task]);
  }
  return tasks.map((task) => {
    const others = task.target === undefined ? [] : at.get(physical(task.target))!.filter((other) => other !== task);
    return others.length === 0 ? task : { ...task, refused: sameTarget(task.target!, others, cwd) };
  });
}

function sameTarget(target: string, others: readonly Task[], cwd: string): Diagnostic {
  const also = others.map(({ source }) => `\`${show(source, cwd)}\``).join(", ");
  const message = `\`${show(target, cwd)}\` would also be the output of ${also}`;
  return diagnostic("E0504", message, {
    repairs: ["name the folder that they are in: `--out-dir` keeps its structure", "or compile them in two runs"],
  });
}

/** The path without symbolic links, where there is a file. */
function physical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** What a source is called in messages and in its output. */
export const nameOf = (source: string, cwd: string, { stdinFilename = unnamed }: TargetOptions): string =>
  source === standardInput ? visible(stdinFilename) : show(source, cwd);
