import type { Arithmetic, Intrinsic, Logic, OfKind, Operator, Value, ValueKind } from "../program/program.ts";
import type { Special } from "./special.ts";

/** A piece of an expression, with how tightly its outermost operator binds. */
interface Text {
  readonly text: string;
  readonly binds: number;
}

/** What the names of things are, where the value stands. */
export interface Spelling {
  nameOf(value: OfKind<Value, "variable" | "extent" | "datum">): string;
  bufferName(load: OfKind<Value, "load">["buffer"]): string;
  /** Notes that a function of the module's own is called. */
  special(name: Special): string;
}

const level = { choose: 1, or: 2, and: 3, equal: 4, less: 5, add: 6, multiply: 7, unary: 8, atom: 9 } as const;

const atom = (text: string): Text => ({ text, binds: level.atom });

const enclosed = ({ text, binds }: Text, least: number): string => (binds >= least ? text : `(${text})`);

type Spell = (args: readonly Value[], spelling: Spelling) => Text;

/** a ∘ b, evaluated from the left: on the right, an operator as loose is enclosed. */
const infix =
  (symbol: string, binds: number): Spell =>
  ([a, b], spelling) => {
    if (!a || !b) throw new Error(`internal: ${symbol} wants two operands`);
    return { text: `${enclosed(text(a, spelling), binds)} ${symbol} ${enclosed(text(b, spelling), binds + 1)}`, binds };
  };

const prefix =
  (symbol: string): Spell =>
  ([a], spelling) => {
    if (!a) throw new Error(`internal: ${symbol} wants an operand`);
    return { text: `${symbol}${enclosed(text(a, spelling), level.atom)}`, binds: level.unary };
  };

const called =
  (name: string): Spell =>
  (args, spelling) =>
    atom(`${name}(${args.map((arg) => text(arg, spelling).text).join(", ")})`);

const math = (name: string): Spell => called(`Math.${name}`);

const own =
  (name: Special): Spell =>
  (args, spelling) =>
    called(spelling.special(name))(args, spelling);

const arithmetic: { readonly [O in Arithmetic]: Spell } = {
  add: infix("+", level.add),
  subtract: infix("-", level.add),
  multiply: infix("*", level.multiply),
  divide: infix("/", level.multiply),
  remainder: infix("%", level.multiply),
  negate: prefix("-"),
};

const logic: { readonly [O in Logic]: Spell } = {
  // 0 < x reads better as x > 0.
  less: (args, spelling) => {
    const [a, b] = args;
    return a?.kind === "number" && b
      ? infix(">", level.less)([b, a], spelling)
      : infix("<", level.less)(args, spelling);
  },
  lessOrEqual: infix("<=", level.less),
  equal: infix("===", level.equal),
  not: prefix("!"),
  and: infix("&&", level.and),
  or: infix("||", level.or),
};

const intrinsics: { readonly [O in Intrinsic]: Spell } = {
  exp: math("exp"),
  log: math("log"),
  log1p: math("log1p"),
  expm1: math("expm1"),
  sqrt: math("sqrt"),
  cbrt: math("cbrt"),
  abs: math("abs"),
  sign: math("sign"),
  sin: math("sin"),
  cos: math("cos"),
  tan: math("tan"),
  asin: math("asin"),
  acos: math("acos"),
  atan: math("atan"),
  sinh: math("sinh"),
  cosh: math("cosh"),
  tanh: math("tanh"),
  floor: math("floor"),
  max: math("max"),
  min: math("min"),
  pow: math("pow"),
  atan2: math("atan2"),
  hypot: math("hypot"),
  erf: own("erf"),
  erfc: own("erfc"),
  lgamma: own("lgamma"),
  digamma: own("digamma"),
  trigamma: own("trigamma"),
};

/** How each operator is spelled. Total: an operator without a spelling does not compile. */
const operators: { readonly [O in Operator]: Spell } = { ...arithmetic, ...logic, ...intrinsics };

type SpellValue = { readonly [K in ValueKind]: (value: OfKind<Value, K>, spelling: Spelling) => Text };

const values: SpellValue = {
  number: ({ value }) => numberText(value),
  extent: (value, spelling) => atom(spelling.nameOf(value)),
  variable: (value, spelling) => atom(spelling.nameOf(value)),
  datum: (value, spelling) => atom(spelling.nameOf(value)),
  load: ({ buffer, at }, spelling) => atom(`${spelling.bufferName(buffer)}[${text(at, spelling).text}]!`),
  apply: ({ operator, args }, spelling) => operators[operator](args, spelling),
  choose: ({ test, whenTrue, whenFalse }, spelling) => ({
    text: [
      enclosed(text(test, spelling), level.or),
      "?",
      enclosed(text(whenTrue, spelling), level.or),
      ":",
      enclosed(text(whenFalse, spelling), level.or),
    ].join(" "),
    binds: level.choose,
  }),
};

const text = (value: Value, spelling: Spelling): Text =>
  (values[value.kind] as (value: Value, spelling: Spelling) => Text)(value, spelling);

const named: ReadonlyMap<number, string> = new Map([
  [Math.PI, "Math.PI"],
  [Math.LN2, "Math.LN2"],
]);

/** The shortest text that is the same double; a third is `1 / 3`. */
function numberText(value: number): Text {
  if (value < 0 || Object.is(value, -0)) return { text: `-${numberText(-value).text}`, binds: level.unary };
  const name = named.get(value);
  if (name !== undefined) return atom(name);
  const shortest = String(value);
  if (shortest.length < 10 || !Number.isFinite(value)) return atom(shortest);
  for (let divisor = 3; divisor < 100; divisor++) {
    const whole = Math.round(value * divisor);
    if (whole > 0 && whole < 1000 && whole / divisor === value) {
      return { text: `${whole} / ${divisor}`, binds: level.multiply };
    }
  }
  return atom(shortest);
}

/** A value as an expression in TypeScript. */
export const scalar = (value: Value, spelling: Spelling): string => text(value, spelling).text;
