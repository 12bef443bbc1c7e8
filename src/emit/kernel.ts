import type { CodeBlockWriter } from "ts-morph";
import type {
  Buffer,
  OfKind,
  Program,
  Slot,
  Statement,
  StatementKind,
  Update,
  Value,
  Variable,
} from "../program/program.ts";
import { addSizes, sameSize, type Size } from "../program/size.ts";
import { freeVariables } from "../program/variables.ts";
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
  part: ({ body, returns }, out, kernel) => {
    const call = kernel.part(body, returns);
    out.writeLine(returns ? `const ${kernel.introduce(returns)} = ${call};` : `${call};`);
  },
  section: ({ comment, body }, out, kernel) => {
    out.blankLineIfLastNot();
    for (const line of comment.split(/\r\n|[\r\n\u2028\u2029]/)) out.writeLine(`// ${line}`);
    kernel.spell(body, out);
  },
};

/** An offset of more is said by what lies before it. */
const mostMonomials = 8;

const endsAt = ({ offset, length }: Slot, end: Size): boolean => sameSize(addSizes(offset, length), end);

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

  private introduceAs(variable: Variable, name: string): void {
    this.variables.set(variable, this.names.claim(name));
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

  /** Makes a function of statements, and calls it with whatever they use, under the names that it has here. */
  part(body: readonly Statement[], returns: Variable | undefined): string {
    const inner = new KernelText(this.fixed);
    const variables = freeVariables(body).map((variable) => this.nameOf({ kind: "variable", variable }));
    freeVariables(body).forEach((variable) => inner.introduceAs(variable, this.nameOf({ kind: "variable", variable })));
    const out = this.fixed.writer();
    inner.spell(body, out);
    if (returns) out.blankLineIfLastNot().writeLine(`return ${inner.nameOf({ kind: "variable", variable: returns })};`);
    const arrays = [...inner.usedBuffers.keys()];
    const numbers = [
      ...[...inner.usedExtents].map((name) => this.fixed.dim(name)),
      ...[...inner.usedData].map((name) => this.fixed.input(name)),
      ...variables,
    ];
    const name = this.fixed.part({ arrays, numbers, returns: returns !== undefined, text: out.toString() });
    return `${name}(${[...arrays, ...numbers].join(", ")})`;
  }

  /** The slots, the equations, the result. */
  program({ slots, body, result }: Program, out: CodeBlockWriter, sizeText: (size: Size) => string): void {
    slots.forEach(({ variable, offset }, position) => {
      const before =
        offset.length > mostMonomials ? slots.slice(0, position).find((slot) => endsAt(slot, offset)) : undefined;
      const start =
        before && `${this.nameOf({ kind: "variable", variable: before.variable })} + ${sizeText(before.length)}`;
      out.writeLine(`const ${this.introduce(variable)} = ${start ?? sizeText(offset)};`);
    });
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
  writer(): CodeBlockWriter;
  /** Adds a private function to the module and gives its name. */
  part(part: PartText): string;
}

/** A private function that does a part of the work of an exported one. */
export interface PartText {
  readonly arrays: readonly string[];
  readonly numbers: readonly string[];
  /** Whether it returns a number. */
  readonly returns: boolean;
  readonly text: string;
}
