import { basename, resolve } from "node:path";
import type { CompileOptions } from "../index.ts";
import type { Api } from "./api.ts";
import type { CompileCommand } from "./command.ts";
import type { ExitCode } from "./exit-code.ts";
import { findInputs, type Place } from "./inputs.ts";
import type { Io } from "./io.ts";
import { isThere } from "./is-there.ts";
import { modelOptions } from "./options.ts";
import { orphan, orphans } from "./orphans.ts";
import { isOurs, outputFiles, type OutputFile } from "./outputs.ts";
import { Progress } from "./progress.ts";
import { put } from "./put.ts";
import { plural, Report, type Status } from "./report.ts";
import type { Settings } from "./settings.ts";
import { readSource } from "./source.ts";
import { staleness } from "./stale.ts";
import { show } from "./show.ts";
import { nameOf, planTargets, type TargetOptions, type Task } from "./targets.ts";

/**
 * `nablac compile`: each file on its own, so that the errors of one do not keep the others from their output. It may
 * be run again when files have changed.
 */
export class Compilation {
  readonly #settings: Settings;
  readonly #command: CompileCommand;
  readonly #io: Io;
  readonly #api: Api;
  /** The text of each model as it was compiled last, and whether that gave an output. */
  readonly #compiled = new Map<string, { readonly source: string; readonly isGood: boolean }>();

  /** The output of each model that was there the last time. */
  #targets = new Map<string, string>();

  constructor(settings: Settings, io: Io, api: Api) {
    const { command } = settings;
    this.#settings = settings;
    this.#command = command.declaration === true ? { ...command, js: true } : command;
    this.#io = io;
    this.#api = api;
  }

  /**
   * Compiles whatever changed since the last time: all there is, at first.
   *
   * @throws UsageError where the options contradict the files
   */
  async run(): Promise<{ readonly exitCode: ExitCode; readonly places: readonly Place[] }> {
    const [command, io] = [this.#command, this.#io];
    const { places, inputs, problems } = await findInputs(this.#settings.files, this.#settings.from, io.cwd);
    const tasks = planTargets(inputs, targetsOf(places, command), io.cwd);
    const progress = new Progress(io, tasks.length, command);
    const toStdout = tasks.some(({ target }) => target === undefined);
    const report = new Report(progress.around(io), { ...command, toStdout });
    for (const { shown, problem } of problems) report.diagnostics([problem], shown);
    for (const task of tasks) {
      const shown = nameOf(task.source, io.cwd, command);
      progress.show(shown);
      try {
        await this.#compile(task, shown, report);
      } catch (error) {
        report.fault(error, shown);
      }
    }
    progress.end();
    await this.#reportGone(tasks, report);
    if (command.check) await this.#reportOrphans(places, tasks, report);
    report.tally();
    return { exitCode: report.exitCode, places };
  }

  async #compile(task: Task, shown: string, report: Report): Promise<void> {
    const started = this.#io.now();
    if (task.refused) {
      report.diagnostics([task.refused], shown);
      return;
    }
    const source = await readSource(task.source, shown, this.#api, this.#io);
    if (typeof source !== "string") {
      this.#compiled.delete(task.source);
      report.diagnostics([source], shown);
      return;
    }
    if (await this.#isDone(task, source)) return;
    const { code, diagnostics, summary, ...others } = await this.#api.compile(source, this.#optionsFor(shown));
    report.diagnostics(diagnostics, shown, source);
    this.#compiled.set(task.source, { source, isGood: code !== undefined });
    if (code === undefined) return;
    const { declaration } = this.#command;
    const files = outputFiles({ ...others, code, diagnostics, summary }, task).filter(
      ({ path }) => declaration !== false || !path?.endsWith(".d.ts"),
    );
    const status = await this.#settle(files, shown, report);
    const counts = summary && [plural(summary.gradients, "gradient"), plural(summary.equations, "equation")];
    const facts = [...(counts ?? []), duration(this.#io.now() - started)];
    const output = task.target === undefined ? undefined : show(task.target, this.#io.cwd);
    if (status !== undefined) report.output({ source: shown, output, status, facts });
  }

  /** Whether this text was compiled already, and what it gave is there. */
  async #isDone({ source: path, target }: Task, source: string): Promise<boolean> {
    const before = this.#compiled.get(path);
    if (before?.source !== source) return false;
    return !before.isGood || (target !== undefined && (await isThere(target)));
  }

  #optionsFor(shown: string): CompileOptions {
    const { dtype, js, sourceMap } = this.#command;
    return {
      // The name alone: the output must be the same from whatever folder, on whatever machine, it is compiled.
      filename: basename(shown),
      ...modelOptions(this.#command),
      ...(dtype && { dtype }),
      ...(js && { language: "js" }),
      ...(sourceMap && { sourceMap }),
    };
  }

  /** Writes the files, or holds them against what is there; nothing where that was not possible. */
  async #settle(files: readonly OutputFile[], shown: string, report: Report): Promise<Status | undefined> {
    const { check, force } = this.#command;
    let status: Status = "unchanged";
    for (const file of files) {
      if (check) {
        const stale = await staleness(file, shown, this.#io.cwd);
        if (!stale) continue;
        report.diagnostics([stale.problem], shown);
        if (status === "unchanged") status = stale.status;
      } else {
        const outcome = await put(file, { io: this.#io, report, shown }, force ? undefined : isOurs);
        if (outcome === undefined) return undefined;
        if (outcome === "written") status = outcome;
      }
    }
    return status;
  }

  /** Models that were there the last time have left their outputs behind. */
  async #reportGone(tasks: readonly Task[], report: Report): Promise<void> {
    const before = this.#targets;
    this.#targets = new Map();
    for (const { source, target } of tasks) {
      if (target !== undefined && (await isThere(source))) this.#targets.set(source, target);
    }
    for (const [source, target] of before) {
      if (this.#targets.has(source) || !(await isThere(target))) continue;
      this.#compiled.delete(source);
      report.diagnostics([orphan(target, this.#io.cwd)], show(source, this.#io.cwd));
    }
  }

  async #reportOrphans(places: readonly Place[], tasks: readonly Task[], report: Report): Promise<void> {
    const { cwd } = this.#io;
    const outDir = this.#command.outDir === undefined ? undefined : resolve(cwd, this.#command.outDir);
    const outputs = new Set(tasks.flatMap(({ target }) => target ?? []));
    for (const path of await orphans({ places, outputs, outDir }))
      report.diagnostics([orphan(path, cwd)], show(path, cwd));
  }
}

/** What is read from standard input goes to standard output, unless there is another place for it. */
function targetsOf(places: readonly Place[], command: CompileCommand): TargetOptions {
  const isPiped = places.some(({ kind }) => kind === "standard input");
  return isPiped && command.output === undefined && command.outDir === undefined
    ? { ...command, stdout: true }
    : command;
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
