import type { CodeBlockWriter } from "ts-morph";
import type { Buffer, OfKind, Program, Statement, StatementKind, Update, Value, Variable } from "../program/program.ts";
import { Names } from "./names.ts";
import { scalar, type Spelling } from "./scalar.ts";
import type { Special } from "./special.ts";

const symbols: { readonly [U in Update]: string } = { set: "=", add: "+=", multiply: "*=" };

type SpellStatement = {
  readonly [K in StatementKind]: (statement: OfKind<Statement, K>, out: CodeBlockWriter, kernel: KernelText) => void;
};

/** How each statement is spelled. Total: a statement without a spelling does not compile. */
const statements: SpellStatement = {
  define: ({ variable, value }, out, kernel) => {
    const text = kernel.scalar(value);
    out.writeLine(`const ${kernel.introduce(variable)} = ${text};`);
  },
  declare: ({ variable, value }, out, kernel) => {
    const name = kernel.introduce(variable);
    out.writeLine(value ? `let ${name} = ${kernel.scalar(value)};` : `let ${name}: number;`);
  },
  assign: ({ variable, update, value }, out, kernel) => {
    const target = kernel.nameOf({ kind: "variable", variable });
    const isTakenAway = update === "add" && value.kind === "apply" && value.operator === "negate";
    const [taken = value] = isTakenAway ? value.args : [value];
    out.writeLine(`${target} ${isTakenAway ? "-=" : symbols[update]} ${kernel.scalar(taken)};`);
  },
  store: ({ buffer, at, update, value }, out, kernel) => {
    const target = `${kernel.bufferName(buffer)}[${kernel.scalar(at)}]${update === "set" ? "" : "!"}`;
    out.writeLine(`${target} ${symbols[update]} ${kernel.scalar(value)};`);
  },
  loop: ({ index, from, to, step, body }, out, kernel) => {
    const [start, end] = [kernel.scalar(from), kernel.scalar(to)];
    kernel.inBlock(() => {
      const i = kernel.introduce(index);
      const advance = step === 1 ? `${i}++` : `${i} += ${step}`;
      out.write(`for (let ${i} = ${start}; ${i} < ${end}; ${advance})`).block(() => {
        kernel.spell(body, out);
      });
    });
  },
  branch: ({ test, whenTrue, whenFalse }, out, kernel) => {
    out.write(`if (${kernel.scalar(test)})`).block(() => {
      kernel.inBlock(() => {
        kernel.spell(whenTrue, out);
      });
    });
    if (whenFalse.length === 0) return;
    out.write("else").block(() => {
      kernel.inBlock(() => {
        kernel.spell(whenFalse, out);
      });
    });
  },
  section: ({ comment, body }, out, kernel) => {
    out.blankLineIfLastNot();
    for (const line of comment.split(/\r\n|[\r\n\u2028\u2029]/)) out.writeLine(`// ${line}`);
    kernel.spell(body, out);
  },
};

/** The text of one function's body, and what it turned out to use. */
export class KernelText implements Spelling {
  readonly usedExtents = new Set<string>();
  readonly usedBuffers = new Map<string, Buffer>();
  readonly usedData = new Set<string>();
  private names: Names;
  private readonly variables = new Map<Variable, string>();
  private readonly fixed: FixedNames;

  constructor(fixed: FixedNames) {
    this.fixed = fixed;
    this.names = new Names(fixed.names);
  }

  nameOf(value: OfKind<Value, "variable" | "extent" | "datum">): string {
    if (value.kind === "extent") {
      this.usedExtents.add(value.dim);
      return this.fixed.dim(value.dim);
    }
    if (value.kind === "datum") {
      this.usedData.add(value.name);
      return this.fixed.input(value.name);
    }
    const name = this.variables.get(value.variable);
    if (name === undefined) throw new Error(`internal: ${value.variable.hint} is used before it is defined`);
    return name;
  }

  bufferName(buffer: Buffer): string {
    const name = this.fixed.buffer(buffer);
    this.usedBuffers.set(name, buffer);
    return name;
  }

  special(name: Special): string {
    return this.fixed.special(name);
  }

  introduce(variable: Variable): string {
    const name = this.names.invent(variable.hint);
    this.variables.set(variable, name);
    return name;
  }

  inBlock(inside: () => void): void {
    const outer = this.names;
    this.names = new Names(outer);
    inside();
    this.names = outer;
  }

  scalar(value: Value): string {
    return scalar(value, this);
  }

  spell(body: readonly Statement[], out: CodeBlockWriter): void {
    for (const statement of body) {
      (statements[statement.kind] as (statement: Statement, out: CodeBlockWriter, kernel: KernelText) => void)(
        statement,
        out,
        this,
      );
    }
  }

  /** The slots, the equations, the result. */
  program(
    { slots, body, result }: Program,
    out: CodeBlockWriter,
    offsetOf: (slot: Program["slots"][number]) => string,
  ): void {
    for (const slot of slots) {
      const offset = offsetOf(slot);
      out.writeLine(`const ${this.introduce(slot.variable)} = ${offset};`);
    }
    this.spell(body, out);
    if (!result) return;
    out.blankLineIfLastNot();
    out.writeLine(`return ${this.scalar(result)};`);
  }
}

/** The names that are settled before the first statement: the module's, the arguments and what is taken out of them. */
export interface FixedNames {
  readonly names: Names;
  dim(name: string): string;
  input(name: string): string;
  buffer(buffer: Buffer): string;
  special(name: Special): string;
}
