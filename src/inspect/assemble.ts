import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Model } from "../equations/kernel.ts";
import type { Request } from "../equations/request.ts";
import type { Equation, System } from "../equations/system.ts";
import { readsIn } from "../equations/walk.ts";
import { notationOf } from "../notation/notation-of.ts";
import type { Notation, Style } from "../notation/notation.ts";
import { text } from "../notation/text.ts";
import { answerAsWritten, emitAll, lowerAll, type Derived, type ModelOptions } from "../pipeline.ts";
import type { Program } from "../program/program.ts";
import { printModule } from "../syntax/print.ts";
import type { Module } from "../syntax/syntax.ts";
import { placesIn, type CodePlace } from "../emit/places.ts";
import { costsOf } from "./costs.ts";
import { derivationReport } from "./derivation.ts";
import { loopsOf } from "./loops.ts";
import type { Answer, Report, ReportLine, Section, Stage } from "./report.ts";

/** What of a model is reported. */
export interface Extent {
  readonly file: string;
  readonly stage: Stage;
  readonly style: Style;
  readonly steps: boolean;
  readonly code: boolean;
  /** How the gradient is laid out. */
  readonly compiling: Pick<ModelOptions, "plan" | "warnings">;
}

/** A file as it was written, as it was understood, and what became of it. */
export interface Source {
  readonly text: string;
  readonly module: Module;
  readonly model: Model;
  readonly derived: readonly Derived[];
}

/** Everything that is shown of a model at a stage, and what its plan asks for in vain. */
export async function reportOf(
  source: Source,
  extent: Extent,
): Promise<{ report: Report; doubts: readonly Diagnostic[] }> {
  const { file, stage, style } = extent;
  const { system } = source.model;
  const notation = notationOf({ system, written: system, style });
  const inputs = system.inputs.map(({ name, role }) => ({
    name,
    role,
    symbol: notation.symbol(name),
    axes: notation.axesOf(name),
  }));
  const head = { file, source: source.text, stage, notation: style.notation, dims: system.dims, inputs };
  const { doubts, ...shown } = await contents[stage](source, extent);
  return { report: { ...head, ...shown }, doubts };
}

interface Contents extends Pick<Report, "answers" | "verbatim" | "code"> {
  readonly doubts: readonly Diagnostic[];
}

const nothing: Contents = { answers: [], verbatim: undefined, code: undefined, doubts: [] };

/** What is shown at each stage. */
const contents: {
  readonly [S in Stage]: (source: Source, extent: Extent) => Contents | Promise<Contents>;
} = {
  syntax: ({ module }) => ({ ...nothing, verbatim: printModule(module) }),
  equations: ({ model: { system } }, { style }) => {
    const notation = notationOf({ system, written: system, style });
    const lines = system.equations.map((equation) => lineOf(equation, notation));
    const section: Section = { kind: "equations", title: "Equations", lines };
    return { ...nothing, answers: [bare("The model as it is written", undefined, [section])] };
  },
  gradient: ({ model }, { style }) => ({
    ...nothing,
    answers: shown(model.requests, (request) => request).map((request) =>
      bare(titleOf(request), request, sectionsOf(answerAsWritten(model, request), request, model, style)),
    ),
  }),
  simplified,
  program: ({ model, derived }, { style, compiling }) => {
    const { programs, doubts } = lowerAll(derived, compiling);
    const answers = derived.flatMap(({ request, stable }, at): Answer[] => {
      const program = programs[at];
      const notation = notationOf({ system: stable.system, written: model.system, style });
      const symbol = (name: string): string => text(notation.symbol(name));
      const needed = neededFor(request.of, model.system);
      const defined = model.system.equations.map(({ name }) => name).filter((name) => needed.has(name));
      const loops = program && loopsOf({ program, plan: compiling.plan ?? {}, symbol, defined });
      return [{ ...bare(titleOf(request), request, []), loops }];
    });
    return { ...nothing, answers, doubts };
  },
};

const bare = (title: string, request: Request | undefined, sections: readonly Section[]): Answer => ({
  title,
  request,
  sections,
  derivation: undefined,
  costs: undefined,
  loops: undefined,
  places: [],
});

async function simplified(
  { model, derived }: Source,
  { file, style, steps, code, compiling }: Extent,
): Promise<Contents> {
  const { programs, doubts } = lowerAll(derived, compiling);
  const emitted = code ? (await emitAll(model, derived, programs, { filename: file, style })).code : undefined;
  const places = emitted === undefined ? [] : placesIn(emitted, programs);
  const all = derived.map((one, at) => ({ ...one, program: programs[at], places: places[at] ?? [] }));
  const answers = shown(all, ({ request }) => request).map((one) => ({
    ...answerOf(one, model, style),
    derivation: steps ? derivationReport(model, one, style) : undefined,
  }));
  return { answers, verbatim: undefined, code: emitted, doubts };
}

interface Lowered extends Derived {
  readonly program: Program | undefined;
  readonly places: readonly CodePlace[];
}

function answerOf({ request, answer, stable, program, places }: Lowered, model: Model, style: Style): Answer {
  const sections = sectionsOf(answer.system, request, model, style);
  const written = answerAsWritten(model, request);
  const costed = { written, shown: answer.system, stable: stable.system, outputs: stable.outputs };
  const costs = program && costsOf({ ...costed, program });
  return { title: titleOf(request), request, sections, derivation: undefined, costs, loops: undefined, places };
}

/** A gradient shows its value as well; what is asked without one is shown by itself. */
function shown<T>(all: readonly T[], requestOf: (one: T) => Request): T[] {
  const graded = new Set(all.map(requestOf).flatMap((request) => (request.kind === "gradient" ? [request.of] : [])));
  return all.filter((one) => {
    const { kind, of } = requestOf(one);
    return kind !== "value" || !graded.has(of);
  });
}

const titles: { readonly [K in Request["kind"]]: (request: Extract<Request, { kind: K }>) => string } = {
  value: ({ of }) => of,
  gradient: ({ of }) => `${of} and its gradient`,
  predict: ({ name }) => `Prediction of ${name}`,
};

const titleOf = (request: Request): string => (titles[request.kind] as (request: Request) => string)(request);

/** The equations that the value needs, and those that the gradient needs beyond them. */
function sectionsOf(system: System, request: Request, { system: written }: Model, style: Style): Section[] {
  const notation = notationOf({ system, written, style });
  const needed = neededFor(request.of, system);
  const lines = system.equations.map((equation) => lineOf(equation, notation));
  const sections: Section[] = [
    { kind: "value", title: "Value", lines: lines.filter(({ equation }) => needed.has(equation)) },
    { kind: "gradient", title: "Gradient", lines: lines.filter(({ equation }) => !needed.has(equation)) },
  ];
  return sections.filter((section) => section.lines.length > 0);
}

function neededFor(root: string, { equations }: System): Set<string> {
  const needed = new Set([root]);
  for (const { name, body } of [...equations].reverse()) {
    if (needed.has(name)) for (const { tensor } of readsIn(body)) needed.add(tensor);
  }
  return needed;
}

function lineOf(equation: Equation, notation: Notation): ReportLine {
  const { name, body, origin } = equation;
  const role = origin.rule === "adjoint" || origin.rule === "gradient" ? origin.rule : "value";
  return {
    ...notation.line(equation),
    role,
    param: origin.rule === "gradient" ? origin.of : undefined,
    reads: [...new Set(readsIn(body).map(({ tensor }) => tensor))],
    axes: notation.axesOf(name),
  };
}
