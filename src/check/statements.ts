import { axis, openIndex } from "../equations/build.ts";
import { everyPart } from "../equations/walk.ts";
import type { Dim } from "../equations/dim.ts";
import { substitute } from "../equations/reduce.ts";
import type { Index } from "../equations/scalar.ts";
import type {
  ConstStatement,
  DefinitionStatement,
  DimStatement,
  FunctionStatement,
  Statement,
  TensorStatement,
} from "../syntax/syntax.ts";
import type { Context, IndexVariable, Local, Meaning, Scope } from "./context.ts";
import { type Declarations, declares, type StatementOf } from "./declarations.ts";
import { Elaborator } from "./elaborate.ts";
import { inferIndices } from "./infer-indices.ts";
import type { Memory } from "./memory.ts";
import { wholeSize } from "./literal-dim.ts";
import type { Problems } from "./problems.ts";
import { similar } from "../util/similar.ts";
import { SystemBuilder } from "./system-builder.ts";
import { type ArrayValue, isScalar, isSized, shapeText } from "./value.ts";

type Elaborate = { readonly [K in Statement["kind"]]: (statement: StatementOf<K>) => void };

const nothingLocal: Scope = { locals: new Map(), guarded: false, frame: undefined };

/** Elaborates the statements of a file one after the other, and so gives its names their meaning. */
export class Statements {
  readonly builder: SystemBuilder;
  readonly #declarations: Declarations;
  readonly #problems: Problems;
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #meanings: Map<string, Meaning>;
  readonly #context: Context;
  readonly #memory: Memory | undefined;
  readonly #elaborator: Elaborator;

  readonly #elaborations: Elaborate = {
    dim: (statement) => {
      this.#dims(statement);
    },
    param: (statement) => {
      this.#tensors(statement);
    },
    data: (statement) => {
      this.#tensors(statement);
    },
    const: (statement) => {
      this.#constant(statement);
    },
    definition: (statement) => {
      this.#definition(statement);
    },
    function: (statement) => {
      this.#function(statement);
    },
    emit: () => undefined,
  };

  constructor(declarations: Declarations, problems: Problems, dims: Readonly<Record<string, number>>, memory?: Memory) {
    const builder = new SystemBuilder(declarations.keys());
    const recording = memory?.begin(builder, problems, declarations);
    this.builder = recording?.builder ?? builder;
    this.#meanings = recording?.meanings ?? new Map<string, Meaning>();
    this.#memory = memory;
    this.#declarations = declarations;
    this.#problems = recording?.problems ?? problems;
    this.#sizes = new Map(Object.entries(dims));
    const fixed = fixedDims(declarations, this.#sizes);
    const shown = recording?.shown;
    this.#elaborator = new Elaborator(this.#problems, this.#meanings, this.builder, fixed, shown);
    this.#context = this.#elaborator.context;
    for (const [name, size] of this.#sizes) this.#checkSize(name, size);
  }

  elaborate(statement: Statement): void {
    if (!this.#memory) {
      this.#elaborate(statement);
      return;
    }
    this.#memory.elaborate(statement, () => {
      this.#elaborator.applications.forget();
      this.#elaborate(statement);
    });
  }

  #elaborate(statement: Statement): void {
    (this.#elaborations[statement.kind] as (statement: Statement) => void)(statement);
  }

  /** A size from outside the file. */
  #checkSize(name: string, size: number): void {
    const declared = this.#declarations.get(name);
    if (declared?.kind !== "dim") {
      const dims = [...this.#declarations.values()].filter(({ kind }) => kind === "dim").map((dim) => dim.name);
      const meant = similar(name, dims);
      this.#problems.report("E0211", `the file has no dimension \`${name}\` to fix`, {
        notes:
          dims.length > 0
            ? [`its dimensions are ${dims.map((dim) => `\`${dim}\``).join(", ")}`]
            : ["it has no dimensions"],
        repairs: meant === undefined ? [] : [`did you mean \`${meant}\`?`],
      });
    } else if (!Number.isSafeInteger(size) || size < 0) {
      this.#problems.report("E0308", `the size of \`${name}\` is a whole number, and ${String(size)} is not`);
    }
  }

  #dims({ declared }: DimStatement): void {
    for (const { name, size } of declared) {
      if (!declares(this.#declarations, name)) continue;
      const written = size && wholeSize(size.text);
      if (size && written === undefined) {
        this.#problems.report("E0308", `a size is a whole number, and \`${size.text}\` is not`, { span: size.span });
        continue;
      }
      const outside = this.#sizes.get(name.name);
      if (size && outside !== undefined && outside !== written) {
        this.#problems.report("E0307", `the dimension \`${name.name}\` has two sizes, ${size.text} and ${outside}`, {
          span: size.span,
          notes: [`the file says ${size.text}, and the command or the caller ${outside}`],
        });
      }
      const dim: Dim = { name: name.name, size: written ?? outside };
      this.#meanings.set(name.name, { kind: "dim", dim });
      this.builder.addDim(dim);
    }
  }

  #tensors({ kind, declared }: TensorStatement): void {
    for (const { name, axes } of declared) {
      if (!declares(this.#declarations, name)) continue;
      const dims = axes.map((dim) => this.#context.dimension(dim));
      if (!dims.every((dim) => dim !== undefined)) continue;
      this.#meanings.set(name.name, { kind: "tensor", axes: dims, row: false });
      this.builder.addInput({ name: name.name, role: kind, axes: dims });
    }
  }

  #constant({ name, value: expression }: ConstStatement): void {
    const value = this.#context.value(expression, nothingLocal);
    if (!value) return;
    if (!isScalar(value)) {
      const message = `a constant is a scalar, and this is ${shapeText(value)}`;
      this.#problems.report("E0212", message, { span: expression.span });
    } else if (value.body.kind !== "constant" && !isNumber(value)) {
      this.#problems.report("E0212", `the value of \`${name.name}\` is not constant`, {
        span: expression.span,
        notes: ["it depends on inputs or on the size of a dimension"],
        repairs: [`drop \`const\`: \`${name.name} = …\` is a definition`],
      });
    } else if (declares(this.#declarations, name)) {
      this.#meanings.set(name.name, { kind: "constant", value: value.body });
    }
  }

  #function(statement: FunctionStatement): void {
    if (declares(this.#declarations, statement.name)) {
      this.#meanings.set(statement.name.name, { kind: "function", statement });
    }
  }

  #definition(statement: DefinitionStatement): void {
    const variables = (statement.indices ?? []).map(({ name }): IndexVariable => ({
      of: "definition",
      name,
      index: undefined,
    }));
    const dims = inferIndices(statement, this.#meanings);
    for (const variable of variables) {
      const dim = dims.get(variable.name);
      if (dim) variable.index = openIndex(dim);
    }
    const locals = new Map(variables.map((variable): [string, Local] => [variable.name, { kind: "index", variable }]));
    const value = this.#context.value(statement.value, { ...nothingLocal, locals });
    if (value && declares(this.#declarations, statement.name)) this.#define(statement, variables, value);
  }

  #define(
    { name, indices = [], value: expression, span }: DefinitionStatement,
    variables: readonly IndexVariable[],
    value: ArrayValue,
  ): void {
    const given = variables.map(({ index }, at) => index ?? this.#reportUntold(indices[at]));
    if (!given.every((index) => index !== undefined)) return;
    if (!isSized(value)) {
      this.#problems.report("E0312", `the size of \`${name.name}\` cannot be told`, {
        span: expression.span,
        repairs: ["write `ones(n)` or `ones(m, n)` instead of `vector(1)` or `matrix(1)`"],
      });
      return;
    }
    const all: readonly Index[] = [...given, ...value.axes];
    const axes = all.map(({ dim }) => dim);
    const body = substitute(value.body, new Map(all.map((index, at) => [index, axis(at, index.dim)])));
    const named = value.axes.length === 0 && indices.length > 0;
    const axisNames = indices.map((index) => index.name);
    this.builder.define(name.name, axes, body, { rule: "defined", span, ...(named && { axisNames }) });
    this.#meanings.set(name.name, { kind: "tensor", axes, row: value.row && given.length === 0 });
  }

  #reportUntold(index: { readonly name: string; readonly span: DefinitionStatement["span"] } | undefined): undefined {
    if (!index) return undefined;
    this.#problems.report("E0306", `what \`${index.name}\` runs over cannot be told`, {
      span: index.span,
      notes: ["an index on the left takes the dimension of the axes that it is used at on the right"],
      repairs: ["use it as an index of an array on the right", "to repeat a value, multiply it by `ones(n)` instead"],
    });
    return undefined;
  }
}

/** The declared dimensions whose size is known. */
function fixedDims(declarations: Declarations, sizes: ReadonlyMap<string, number>): readonly Dim[] {
  return [...declarations.values()].flatMap(({ name, statement }): Dim[] => {
    if (statement.kind !== "dim") return [];
    const written = statement.declared.find((declared) => declared.name.name === name)?.size;
    const size = (written && wholeSize(written.text)) ?? sizes.get(name);
    return size === undefined ? [] : [{ name, size }];
  });
}

/** A number that is not rational, such as π² or √2: no input and no size occurs in it. */
function isNumber({ body }: ArrayValue): boolean {
  return everyPart(body).every(({ kind }) => kind !== "read" && kind !== "extent");
}
