import {
  add,
  call,
  constant,
  mapScalar,
  mul,
  negate,
  not,
  open,
  power,
  reduce,
  select,
} from "../../src/equations/build.ts";
import {
  binaryFunctions,
  constantFunctions,
  unaryFunctions,
  type ElementwiseFunction,
} from "../../src/equations/functions.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import { negative, plus, rational } from "../../src/util/rational.ts";

type Changes = { readonly [K in Scalar["kind"]]: (part: Extract<Scalar, { kind: K }>) => readonly Scalar[] };

const nothing = (): readonly Scalar[] => [];
const without = (parts: readonly Scalar[], left: number): readonly Scalar[] => parts.filter((_, at) => at !== left);
const negatedAt = (parts: readonly Scalar[], changed: number): readonly Scalar[] =>
  parts.map((part, at) => (at === changed ? negate(part) : part));

/** trigamma has no derivative, and so cannot stand where one is taken. */
const families: readonly (readonly ElementwiseFunction[])[] = [
  unaryFunctions.filter((fn) => fn !== "trigamma" && fn !== "digamma"),
  binaryFunctions,
  constantFunctions,
];

/** The functions that stand around this one in the list. */
function neighbours(fn: ElementwiseFunction): readonly ElementwiseFunction[] {
  const family = families.find((each) => each.includes(fn)) ?? [];
  const at = family.indexOf(fn) + family.length;
  const around = [-2, -1, 1, 2].flatMap((step) => family[(at + step) % family.length] ?? []);
  return [...new Set(around)].filter((other) => other !== fn);
}

/** What a slip of the pen makes of an expression: a sign, a number, a part forgotten, another function. */
const changes: Changes = {
  constant: ({ value }) => [constant(plus(value, rational(1))), constant(negative(value))],
  extent: nothing,
  index: nothing,
  read: nothing,
  add: ({ terms }) => terms.flatMap((_, at) => [add(...without(terms, at)), add(...negatedAt(terms, at))]),
  mul: ({ factors }) => factors.map((_, at) => mul(...without(factors, at))),
  power: ({ base, exponent }) => [power(base, plus(exponent, rational(1))), power(base, negative(exponent)), base],
  call: ({ fn, args }) => [
    ...neighbours(fn).map((other) => call(other, ...args)),
    ...(args.length === 2 ? [call(fn, ...[...args].reverse())] : []),
  ],
  select: ({ condition, whenTrue, whenFalse }) => [select(not(condition), whenTrue, whenFalse), whenTrue, whenFalse],
  reduce: (whole) => {
    const { indices, body } = open(whole);
    const others = (["sum", "max", "min", "prod", "logsumexp"] as const).filter((other) => other !== whole.operator);
    return others.map((other) => reduce(other, indices, body));
  },
};

/** Every expression that differs from this one in one place. */
export function mutated(scalar: Scalar): readonly Scalar[] {
  const here = (changes[scalar.kind] as (part: Scalar) => readonly Scalar[])(scalar);
  const inside: Scalar[] = [];
  mapScalar(scalar, (part) => {
    for (const other of mutated(part)) inside.push(mapScalar(scalar, (same) => (same === part ? other : same)));
    return part;
  });
  return [...new Set([...here, ...inside])].filter((other) => other !== scalar);
}
