import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { deriveModel, styleOf } from "../pipeline.ts";
import { reportOf } from "./assemble.ts";
import { inspectRefusal, type Format, type InspectOptions } from "./options.ts";
import type { Report } from "./report.ts";
import { reportDot } from "./graph/dot.ts";
import { reportSvg } from "./graph/svg.ts";
import { reportHtml } from "./html/page.ts";
import { reportJson } from "./json.ts";
import { reportLatex } from "./latex.ts";
import { reportMathml } from "./mathml.ts";
import { reportText } from "./text.ts";

/** What came of inspecting a model. */
export interface InspectResult {
  /** What is shown, in the format that was asked for; absent where there is an error. */
  readonly output: string | undefined;
  /** The same, apart from any format. */
  readonly report: Report | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Shows what the compiler makes of a model: the loss and its gradient as formulas, how they come about, and what they
 * cost. Never throws for what a user wrote.
 *
 * @throws RangeError where the options contradict each other, or the plan cannot be followed; `inspectRefusal` and
 * `planRefusal` say so beforehand
 */
export async function inspect(source: string, options: InspectOptions): Promise<InspectResult> {
  const refusal = inspectRefusal(options);
  if (refusal !== undefined) throw new RangeError(refusal);
  const { module, model, derived, diagnostics } = deriveModel(source, options);
  if (!module || !model) return { output: undefined, report: undefined, diagnostics };
  const { stage = "simplified", format = "text", steps = false, filename: file } = options;
  const style = styleOf(module, model, options.notation);
  const isPage = format === "html";
  const extent = { file, stage, style, steps: steps || isPage, code: isPage, compiling: options };
  const { report, doubts } = await reportOf({ text: source, module, model, derived }, extent);
  const all = [...diagnostics, ...doubts];
  if (doubts.some(({ severity }) => severity === "error"))
    return { output: undefined, report: undefined, diagnostics: all };
  return { output: await printers[format](report, options), report, diagnostics: all };
}

const printers: { readonly [F in Format]: (report: Report, options: InspectOptions) => string | Promise<string> } = {
  text: reportText,
  latex: reportLatex,
  mathml: reportMathml,
  html: reportHtml,
  json: reportJson,
  dot: reportDot,
  svg: reportSvg,
};
