import { basename, resolve } from "node:path";
import type { InspectOptions } from "../index.ts";
import type { Api } from "./api.ts";
import { UsageError, type ExitCode } from "./exit-code.ts";
import { standardInput } from "./inputs.ts";
import { hasColor, type Io } from "./io.ts";
import { withFile } from "./one-file.ts";
import { modelOptions, type ModelOptions } from "./options.ts";
import { put } from "./put.ts";
import { planTargets } from "./targets.ts";

export interface InspectCommand extends ModelOptions, Pick<InspectOptions, "format" | "notation" | "stage" | "steps"> {
  readonly output?: string;
}

/**
 * `nablac inspect`: what becomes of one model, on standard output or in a file.
 *
 * @throws UsageError where the options contradict each other
 */
export async function inspectFile(file: string, command: InspectCommand, io: Io, api: Api): Promise<ExitCode> {
  const refusal = api.inspectRefusal(command);
  if (refusal !== undefined) throw new UsageError(refusal);
  const path = file === standardInput ? file : resolve(io.cwd, file);
  const { output: given } = command;
  const target = { ...(given === undefined ? { stdout: true } : { output: given }) };
  const [task] = planTargets([{ path, base: io.cwd }], target, io.cwd);
  return withFile(file, io, api, async ({ source, shown, report }) => {
    const { output, diagnostics } = await api.inspect(source, optionsOf(shown, command, io));
    report.diagnostics(diagnostics, shown, source);
    if (output !== undefined) await put({ path: task?.target, text: output }, { io, report, shown });
  });
}

/** A file has no colours, and a pipe no width. */
function optionsOf(shown: string, command: InspectCommand, { stdout, env }: Io): InspectOptions {
  const { format, notation, stage, steps, output } = command;
  const toTerminal = output === undefined;
  return {
    filename: basename(shown),
    ...modelOptions(command),
    ...(format && { format }),
    ...(notation && { notation }),
    ...(stage && { stage }),
    ...(steps && { steps }),
    ...(toTerminal && hasColor(stdout, env) && { color: true }),
    ...(toTerminal && stdout.columns !== undefined && { width: stdout.columns }),
  };
}
