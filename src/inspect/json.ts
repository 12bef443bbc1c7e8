import { latex } from "../notation/latex.ts";
import { mathml } from "../notation/mathml.ts";
import type { Formula } from "../notation/formula.ts";
import { text } from "../notation/text.ts";
import type { Nest } from "../program/nest.ts";
import { printSize, type Size } from "../program/size.ts";
import { version } from "../util/version.ts";
import type { Answer, Cost, Costs, Report, ReportDerivation, ReportLine, ReportLoops, Stage } from "./report.ts";

/** A report as data; `docs/inspect.schema.json` describes it. */
export interface InspectJson {
  readonly nablac: string;
  readonly file: string;
  readonly stage: Stage;
  readonly notation: "matrix" | "index";
  readonly dims: readonly { readonly name: string; readonly size: number | null }[];
  readonly inputs: readonly {
    readonly name: string;
    readonly role: "param" | "data";
    readonly symbol: FormulaJson;
    readonly axes: readonly string[];
  }[];
  readonly answers: readonly AnswerJson[];
  /** The file in its canonical layout; null at the other stages. */
  readonly verbatim: string | null;
}

/** A formula in each of its spellings. */
export interface FormulaJson {
  readonly text: string;
  readonly latex: string;
  readonly mathml: string;
}

export interface AnswerJson {
  readonly title: string;
  readonly kind: "value" | "gradient" | "predict" | null;
  readonly sections: readonly { readonly title: string; readonly equations: readonly EquationJson[] }[];
  readonly derivation: DerivationJson | null;
  readonly costs: CostsJson | null;
  /** At the stage `program`. */
  readonly loops: LoopsJson | null;
}

export interface LoopsJson extends Pick<ReportLoops, "code" | "tiles" | "samples" | "inPlace"> {
  /** Polynomials in the dimensions, as text. */
  readonly operations: string;
  readonly transcendentals: string;
  readonly bytesRead: string;
  readonly bytesWritten: string;
  readonly workspace: string;
  readonly nest: readonly Nest[];
}

export interface EquationJson {
  readonly name: string;
  readonly role: "value" | "adjoint" | "gradient";
  readonly param: string | null;
  readonly axes: readonly string[];
  readonly reads: readonly string[];
  readonly left: FormulaJson;
  readonly right: FormulaJson;
  readonly ranges: readonly { readonly index: string; readonly dim: string }[];
}

export interface DerivationJson {
  readonly groups: readonly {
    readonly kind: string;
    readonly title: string;
    readonly check: string;
    readonly steps: readonly {
      readonly number: number;
      readonly tensor: string;
      /** Null where the step continues the one before. */
      readonly left: FormulaJson | null;
      readonly right: FormulaJson;
      readonly rule: { readonly name: string; readonly identity: string };
      readonly check: string;
    }[];
  }[];
  readonly conclusion: string;
}

/** Polynomials in the dimensions, as text: `2·m·n + 3`. */
export type CostJson = { readonly [K in keyof Cost]: string };

export interface CostsJson {
  readonly before: CostJson;
  readonly after: CostJson;
  readonly saving: string;
  readonly equations: readonly { readonly equation: string; readonly cost: CostJson }[];
}

/** The report as the text of JSON. */
export const reportJson = (report: Report): string => `${JSON.stringify(jsonOf(report), undefined, 2)}\n`;

const jsonOf = ({ file, stage, notation, dims, inputs, answers, verbatim }: Report): InspectJson => ({
  nablac: version,
  file,
  stage,
  notation,
  dims: dims.map(({ name, size }) => ({ name, size: size ?? null })),
  inputs: inputs.map(({ name, role, symbol, axes }) => ({
    name,
    role,
    symbol: formulaJson(symbol),
    axes: axes.map((dim) => dim.name),
  })),
  answers: answers.map(answerJson),
  verbatim: verbatim ?? null,
});

const formulaJson = (formula: Formula): FormulaJson => ({
  text: text(formula),
  latex: latex(formula),
  mathml: mathml(formula),
});

const answerJson = ({ title, request, sections, derivation, costs, loops }: Answer): AnswerJson => ({
  title,
  kind: request?.kind ?? null,
  sections: sections.map((section) => ({ title: section.title, equations: section.lines.map(equationJson) })),
  derivation: derivation ? derivationJson(derivation) : null,
  costs: costs ? costsJson(costs) : null,
  loops: loops ? loopsJson(loops) : null,
});

const loopsJson = (loops: ReportLoops): LoopsJson => ({
  ...loops,
  operations: printSize(loops.operations),
  transcendentals: printSize(loops.transcendentals),
  bytesRead: printSize(loops.bytesRead),
  bytesWritten: printSize(loops.bytesWritten),
  workspace: printSize(loops.workspace),
});

const equationJson = ({ equation, role, param, axes, reads, left, right, ranges }: ReportLine): EquationJson => ({
  name: equation,
  role,
  param: param ?? null,
  axes: axes.map(({ name }) => name),
  reads,
  left: formulaJson(left),
  right: formulaJson(right),
  ranges: ranges.map(({ index, dim }) => ({ index: text(index), dim })),
});

const derivationJson = ({ groups, conclusion }: ReportDerivation): DerivationJson => ({
  groups: groups.map(({ kind, title, check, steps }) => ({
    kind,
    title,
    check,
    steps: steps.map((step) => ({
      number: step.number,
      tensor: step.tensor,
      left: step.left ? formulaJson(step.left) : null,
      right: formulaJson(step.right),
      rule: { name: step.rule.name, identity: step.rule.identity },
      check: step.check,
    })),
  })),
  conclusion,
});

const costJson = (cost: Cost): CostJson =>
  Object.fromEntries(Object.entries(cost).map(([kind, size]) => [kind, printSize(size as Size)])) as CostJson;

const costsJson = ({ before, after, saving, equations }: Costs): CostsJson => ({
  before: costJson(before),
  after: costJson(after),
  saving,
  equations: equations.map(({ equation, cost }) => ({ equation, cost: costJson(cost) })),
});
