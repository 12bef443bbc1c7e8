import type { Dim } from "../program/size.ts";
import type { Input, Program, ProgramModule, Signature, Statement } from "../program/program.ts";
import { Names } from "./names.ts";
import type { Special } from "./special.ts";

/** The private functions that checks are made of. */
export type Helper = "checkSize" | "checkAtLeast" | "wrongLength" | "checkNumber" | "shortWork" | "checkApart";

/** What the parts of one module agree on: the names at its top, and which private functions it needs in the end. */
export class ModuleText {
  readonly module: ProgramModule;
  readonly array: "Float64Array" | "Float32Array";
  /** The dimensions that a caller gives. */
  readonly sizes: readonly Dim[];
  readonly params: readonly Input[];
  readonly data: readonly Input[];
  readonly types: { readonly sizes: string; readonly params: string; readonly data: string };
  /** Whatever a function may call; its locals are named otherwise. */
  readonly callable = new Names();
  readonly overlapChecks: OverlapCheck[] = [];
  private readonly used = new Set<Helper | Special>();
  private readonly exported = new Names();
  private readonly functionNames = new Map<Program, string>();
  private readonly checkNames = new Map<Program, Pick<OverlapCheck, "name" | "seen">>();

  constructor(module: ProgramModule) {
    this.module = module;
    this.array = module.dtype === "f64" ? "Float64Array" : "Float32Array";
    this.sizes = module.dims.filter(({ size }) => size === undefined);
    this.params = module.inputs.filter(({ role }) => role === "param");
    this.data = module.inputs.filter(({ role }) => role === "data");
    for (const name of ["workLength", "paramLength", "paramLayout", "paramViews", ...helperNames])
      this.exported.claim(name);
    for (const name of helperNames) this.callable.claim(name);
    const stem = pascal(module.name.split(/[^\p{L}\p{N}]+/u)) || "Model";
    this.types = {
      sizes: this.exported.claim(`${stem}Sizes`),
      params: this.exported.claim(`${stem}Params`),
      data: this.exported.claim(`${stem}Data`),
    };
    for (const program of module.functions) {
      this.functionNames.set(program, this.exported.claim(this.wantedName(program.signature)));
    }
    for (const program of module.functions) this.checkNames.set(program, this.claimCheck(program));
  }

  /** The private function's name; asking for it is what makes it part of the module. */
  helper(name: Helper | Special): string {
    this.used.add(name);
    return name;
  }

  uses(name: Helper | Special): boolean {
    return this.used.has(name);
  }

  /** The function that finds out whether these arrays share memory, and what the latest it saw are kept in. */
  overlapCheck(given: Pick<OverlapCheck, "program" | "arrays" | "written">): OverlapCheck {
    const names = this.checkNames.get(given.program) ?? this.claimCheck(given.program);
    this.helper("checkApart");
    const check = { ...given, ...names };
    this.overlapChecks.push(check);
    return check;
  }

  /** Claimed before any local has a name, so that none can stand before what its function calls. */
  private claimCheck(program: Program): Pick<OverlapCheck, "name" | "seen"> {
    const own = pascal([this.functionName(program)]);
    const name = this.exported.claim(`check${own}`);
    const seen = this.exported.claim(`seenBy${own}`);
    return { name: this.callable.claim(name), seen: this.callable.claim(seen) };
  }

  functionName(program: Program): string {
    return this.functionNames.get(program) ?? "";
  }

  /** The names of the private functions that do the parts of a function's work, settled before any local's. */
  partNames(program: Program): string[] {
    return partsIn(program.body).map((_, number) => {
      const name = this.exported.claim(`${this.functionName(program)}Part${number + 1}`);
      return this.callable.claim(name);
    });
  }

  /** The name of the function that says how long the prediction is. */
  lengthName(program: Program): string {
    return this.exported.claim(`${this.functionName(program)}Length`);
  }

  private wantedName(signature: Signature): string {
    if (signature.kind === "value") return signature.of;
    if (signature.kind === "predict") return this.predictName(signature.name);
    const isWhole = signature.wrt.length === this.params.length;
    return `${signature.of}AndGradient${isWhole ? "" : pascal(signature.wrt)}`;
  }

  private predictName(name: string): string {
    const predictions = this.module.functions.filter(({ signature }) => signature.kind === "predict");
    return predictions.length === 1 ? "predict" : `predict${pascal([name])}`;
  }
}

/** The parts of a body, those in loops over tiles included. */
const partsIn = (body: readonly Statement[]): readonly Statement[] =>
  body.flatMap((statement) =>
    statement.kind === "part" ? [statement] : statement.kind === "loop" ? partsIn(statement.body) : [],
  );

/** A private function that holds the arrays of one emitted function against each other. */
export interface OverlapCheck {
  readonly program: Program;
  readonly name: string;
  /** What the arrays of the latest call are kept in. */
  readonly seen: string;
  readonly arrays: readonly { readonly label: string; readonly local: string }[];
  /** From where on the arrays are written. */
  readonly written: number;
}

const helperNames: readonly (Helper | Special)[] = [
  "checkSize",
  "checkAtLeast",
  "wrongLength",
  "checkNumber",
  "shortWork",
  "checkApart",
  "erf",
  "erfc",
  "lgamma",
  "digamma",
  "trigamma",
];

const pascal = (words: readonly string[]): string =>
  words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");

/** How many elements axes have, the factors in their order: `m1 * m0`. */
export function shapeExpression(axes: readonly Dim[], nameOf: (dim: string) => string): string {
  const symbolic = axes.filter(({ size }) => size === undefined).map(({ name }) => nameOf(name));
  const fixed = axes.reduce((product, { size }) => product * (size ?? 1), 1);
  return [...(fixed === 1 && symbolic.length > 0 ? [] : [String(fixed)]), ...symbolic].join(" * ");
}

/** The same for a reader: `m1·m0`. */
export const shapeInWords = (axes: readonly Dim[]): string => axes.map(({ name }) => name).join("·");
