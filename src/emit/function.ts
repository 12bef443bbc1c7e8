import type { CodeBlockWriter, FunctionDeclarationStructure } from "ts-morph";
import type { Buffer, Input, Program, Signature } from "../program/program.ts";
import { printSize, shapeSize } from "../program/size.ts";
import { callOverlapCheck, lengthCheck, workCheck } from "./checks.ts";
import { KernelText, type PartText } from "./kernel.ts";
import { shapeExpression, shapeInWords, type ModuleText } from "./module-text.ts";
import type { Morph } from "./morph.ts";
import { Names, propertyName } from "./names.ts";

/** An argument of the emitted function and what is taken out of it. */
interface Argument {
  readonly name: string;
  readonly type: string;
  /** Property → local. */
  readonly parts: readonly (readonly [string, string])[];
}

/** An array, or a scalar of the data, as the checks see it. */
interface ArrayArgument {
  readonly label: string;
  readonly local: string;
  readonly axes: Input["axes"];
  readonly isNumber: boolean;
  readonly isWritten: boolean;
}

/** The names and arguments of one emitted function. */
class FunctionText {
  readonly program: Program;
  readonly module: ModuleText;
  readonly names: Names;
  readonly data: readonly Input[];
  readonly gradients: readonly Input[];
  readonly parts: FunctionDeclarationStructure[] = [];
  private readonly morph: Morph;
  private readonly partNames: readonly string[];
  private readonly dims: ReadonlyMap<string, string>;
  private readonly inputs: ReadonlyMap<string, string>;
  private readonly outputs: ReadonlyMap<string, string>;

  constructor(program: Program, module: ModuleText, morph: Morph) {
    this.program = program;
    this.module = module;
    this.morph = morph;
    this.partNames = module.partNames(program);
    this.names = new Names(module.callable);
    const { signature } = program;
    for (const name of ["sizes", "params", "data", "grad", "out", "work"]) this.names.claim(name);
    const isPrediction = signature.kind === "predict";
    this.data = isPrediction ? module.data.filter(({ name }) => program.reads.includes(name)) : module.data;
    const wrt = signature.kind === "gradient" ? signature.wrt : [];
    this.gradients = module.params.filter(({ name }) => wrt.includes(name));
    const claimed = (wanted: readonly string[], prefix = ""): ReadonlyMap<string, string> =>
      new Map(wanted.map((name) => [name, this.names.claim(`${prefix}${name}`)]));
    const dims = claimed(module.sizes.map(({ name }) => name));
    const tiles = program.tiles.filter(({ dim }) => dim.size === undefined);
    this.dims = new Map([...dims, ...tiles.map(({ name }) => [name, this.names.claim("tile")] as const)]);
    this.inputs = claimed([...module.params, ...this.data].map(({ name }) => name));
    this.outputs = claimed(wrt, "d");
  }

  readonly dim = (name: string): string => this.dims.get(name) ?? name;
  readonly input = (name: string): string => this.inputs.get(name) ?? name;
  readonly output = (name: string): string => this.outputs.get(name) ?? name;
  readonly special = (name: Parameters<ModuleText["helper"]>[0]): string => this.module.helper(name);
  readonly writer = (): CodeBlockWriter => new this.morph.CodeBlockWriter({ indentNumberOfSpaces: 2 });

  /** Makes a private function of a part. */
  part({ arrays, numbers, returns, text }: PartText): string {
    const { module, morph, program } = this;
    const name = this.partNames[this.parts.length] ?? "";
    this.parts.push({
      kind: morph.StructureKind.Function,
      name,
      parameters: [
        ...arrays.map((local) => ({ name: local, type: module.array })),
        ...numbers.map((local) => ({ name: local, type: "number" })),
      ],
      returnType: returns ? "number" : "void",
      docs: [`Part ${this.parts.length + 1} of ${module.functionName(program)}, which is too long to be fast in one.`],
      statements: [text],
    });
    return name;
  }

  buffer(buffer: Buffer): string {
    if (!("name" in buffer)) return buffer.kind;
    return buffer.kind === "gradient" ? this.output(buffer.name) : this.input(buffer.name);
  }

  arguments(): Argument[] {
    const { module } = this;
    const parts = (names: readonly { readonly name: string }[], local: (name: string) => string): [string, string][] =>
      names.map(({ name }) => [name, local(name)]);
    const { array, types } = module;
    const some = (all: readonly Input[], taken: readonly Input[], type: string): string =>
      taken.length === all.length
        ? type
        : `Pick<${type}, ${taken.map(({ name }) => JSON.stringify(name)).join(" | ")}>`;
    const candidates: (Argument | false)[] = [
      module.sizes.length > 0 && { name: "sizes", type: types.sizes, parts: parts(module.sizes, this.dim) },
      module.params.length > 0 && { name: "params", type: types.params, parts: parts(module.params, this.input) },
      this.data.length > 0 && {
        name: "data",
        type: some(module.data, this.data, types.data),
        parts: parts(this.data, this.input),
      },
      this.gradients.length > 0 && {
        name: "grad",
        type: some(module.params, this.gradients, types.params),
        parts: parts(this.gradients, this.output),
      },
      this.program.signature.kind === "predict" && { name: "out", type: array, parts: [] },
      { name: "work", type: array, parts: [] },
    ];
    return candidates.filter((argument) => argument !== false);
  }

  /** Everything that can be wrong with the arguments, found before anything is written. */
  checks(): string[] {
    const { module, program } = this;
    const lines = module.sizes.map(({ name }) => `${module.helper("checkSize")}(${quoted(name)}, ${this.dim(name)});`);
    for (const { dim, atLeast } of program.demands) {
      if (module.sizes.some(({ name }) => name === dim)) {
        lines.push(`${module.helper("checkAtLeast")}(${quoted(dim)}, ${this.dim(dim)}, ${atLeast});`);
      }
    }
    for (const { label, local, axes, isNumber } of this.arrays()) {
      if (isNumber) lines.push(`${module.helper("checkNumber")}(${label}, ${local});`);
      else {
        const [length, shape] = [shapeExpression(axes, this.dim), quoted(shapeInWords(axes))];
        lines.push(lengthCheck(module, { label, local, length, shape }));
      }
    }
    const workLength = printSize(program.workLength, " * ", this.dim);
    lines.push(workCheck(module, workLength), this.overlapCheck());
    return lines;
  }

  /** How many indices a tile has, for each dimension that is gone through in tiles and has no fixed size. */
  tiles(): string[] {
    return this.program.tiles
      .filter(({ dim }) => dim.size === undefined)
      .map(({ name, dim, most }) => `const ${this.dim(name)} = Math.min(${this.dim(dim.name)}, ${most});`);
  }

  private arrays(): ArrayArgument[] {
    const of = (argument: string, inputs: readonly Input[], local: (name: string) => string): ArrayArgument[] =>
      inputs.map(({ name, axes, role }) => ({
        label: quoted(`${argument}.${name}`),
        local: local(name),
        axes,
        isNumber: role === "data" && axes.length === 0,
        isWritten: argument === "grad",
      }));
    const { signature } = this.program;
    const out: ArrayArgument[] =
      signature.kind === "predict"
        ? [{ label: quoted("out"), local: "out", axes: signature.axes, isNumber: false, isWritten: true }]
        : [];
    return [
      ...of("params", this.module.params, this.input),
      ...of("data", this.data, this.input),
      ...of("grad", this.gradients, this.output),
      ...out,
    ];
  }

  /** What is written shares no memory with anything else. */
  private overlapCheck(): string {
    const { program, module } = this;
    const read = this.arrays().filter(({ isNumber, isWritten }) => !isNumber && !isWritten);
    const written = this.arrays().filter(({ isWritten }) => isWritten);
    const all = [...read, ...written].map(({ label, local }) => ({ label, local }));
    const arrays = [...all, { label: quoted("work"), local: "work" }];
    return callOverlapCheck(module.overlapCheck({ program, arrays, written: read.length }));
  }
}

const quoted = (text: string): string => JSON.stringify(text);

const descriptions: { readonly [K in Signature["kind"]]: (signature: Extract<Signature, { kind: K }>) => string } = {
  value: ({ of }) => `The value of ${of}.`,
  gradient: ({ of }) => `The value of ${of}, and its gradient into \`grad\`, which is overwritten.`,
  predict: ({ name }) => `Every element of ${name} into \`out\`, which is overwritten.`,
};

const describe = (signature: Signature): string =>
  (descriptions[signature.kind] as (signature: Signature) => string)(signature);

/** The emitted function of one program, which takes arguments apart, checks them and computes, and its parts. */
export function functionsOf(program: Program, module: ModuleText, morph: Morph): FunctionDeclarationStructure[] {
  const text = new FunctionText(program, module, morph);
  const args = text.arguments();
  const out = text.writer();
  for (const { name, parts } of args) {
    if (parts.length > 0) out.writeLine(`const { ${parts.map(destructured).join(", ")} } = ${name};`);
  }
  for (const line of [...text.tiles(), ...text.checks()]) out.writeLine(line);
  out.blankLine();
  new KernelText(text).program(program, out, (size) => printSize(size, " * ", text.dim));
  const whole: FunctionDeclarationStructure = {
    kind: morph.StructureKind.Function,
    isExported: true,
    name: module.functionName(program),
    parameters: args.map(({ name, type }) => ({ name, type })),
    returnType: program.result ? "number" : "void",
    docs: [
      `${describe(program.signature)} Allocates nothing.\n@throws RangeError on a wrong length or on arrays that overlap`,
    ],
    statements: [out.toString()],
  };
  return [whole, ...text.parts];
}

function destructured([property, local]: readonly [string, string]): string {
  const name = propertyName(property);
  return name === local ? name : `${name}: ${local}`;
}

/** How long the array of a prediction must be. */
export function lengthFunctionOf(program: Program, module: ModuleText, morph: Morph): FunctionDeclarationStructure[] {
  const { signature } = program;
  if (signature.kind !== "predict") return [];
  const length = shapeSize(signature.axes);
  const { sizes, types } = module;
  return [
    {
      kind: morph.StructureKind.Function,
      isExported: true,
      name: module.lengthName(program),
      parameters: sizes.length > 0 ? [{ name: "sizes", type: types.sizes }] : [],
      returnType: "number",
      docs: [`How many elements the prediction of ${signature.name} has.`],
      statements: [...sizeChecks(module), `return ${printSize(length, " * ", (dim) => sizeOf(dim))};`],
    },
  ];
}

/** A size taken from the argument. */
export const sizeOf = (dim: string): string => {
  const name = propertyName(dim);
  return name === dim ? `sizes.${dim}` : `sizes[${name}]`;
};

export const sizeChecks = (module: ModuleText): string[] =>
  module.sizes.map(({ name }) => `${module.helper("checkSize")}(${quoted(name)}, ${sizeOf(name)});`);
