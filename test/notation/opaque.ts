import { createHash } from "node:crypto";
import type { BigFormula, Formula } from "../../src/notation/formula.ts";
import { text } from "../../src/notation/text.ts";

/**
 * An algebra in which two formulas agree only if they say the same: matrices of two rows over a prime field. Sums and
 * products are what they are; everything else is a function of its parts of which nothing is known.
 */
export type Element = readonly [bigint, bigint, bigint, bigint];
export type Meaning = (bound: ReadonlyMap<string, Element>) => Element;

const prime = 2n ** 61n - 1n;
const reduced = (...entries: [bigint, bigint, bigint, bigint]): Element =>
  entries.map((entry) => ((entry % prime) + prime) % prime) as unknown as Element;

export const whole = (n: bigint): Element => reduced(n, 0n, 0n, n);
export const plus = (a: Element, b: Element): Element => reduced(a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]);
export const minus = (a: Element): Element => reduced(-a[0], -a[1], -a[2], -a[3]);
export const times = (a: Element, b: Element): Element =>
  reduced(a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]);
export const elementwise = (a: Element, b: Element): Element =>
  reduced(a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3]);
export const transposed = (a: Element): Element => [a[0], a[2], a[1], a[3]];

/** A function of which nothing is known but its name. */
export function opaque(name: string, parts: readonly Element[]): Element {
  const digest = createHash("sha256")
    .update(`${name}(${parts.join(";")})`)
    .digest();
  return reduced(...([0, 8, 16, 24].map((at) => digest.readBigUInt64BE(at)) as [bigint, bigint, bigint, bigint]));
}

export const over = (a: Element, b: Element): Element => times(a, opaque("inverse", [b]));
export const named =
  (name: string): Meaning =>
  (bound) =>
    bound.get(name) ?? opaque(name, []);

/** Σ is a sum; others are functions of what is under them. Every index runs over two values. */
export function bigMeaning(
  operator: BigFormula["operator"],
  indices: readonly string[],
  where: Meaning | undefined,
  body: Meaning,
): Meaning {
  return (bound) => {
    let scopes = [bound];
    for (const index of indices) {
      scopes = scopes.flatMap((scope) => [3n, 5n].map((value) => new Map([...scope, [index, whole(value)]])));
    }
    const values = scopes.map((scope) => (where ? opaque("where", [where(scope), body(scope)]) : body(scope)));
    return operator === "sum" ? values.reduce(plus) : opaque(operator, values);
  };
}

const chained = (combine: (a: Element, b: Element) => Element, formulas: readonly Formula[]): Meaning => {
  const meanings = formulas.map(meaningOf);
  return (bound) => meanings.map((meaning) => meaning(bound)).reduce(combine);
};

/** A function of the parts of a formula, by a name. */
export const unknown =
  (name: string, ...parts: Meaning[]): Meaning =>
  (bound) =>
    opaque(
      name,
      parts.map((part) => part(bound)),
    );

const unread = (): never => {
  throw new Error("the reader does not read this");
};

type Meanings = { readonly [K in Formula["kind"]]: (formula: Extract<Formula, { kind: K }>) => Meaning };

const meanings: Meanings = {
  number: ({ value: { numerator, denominator } }) => {
    const size = numerator < 0n ? -numerator : numerator;
    const value = denominator === 1n ? whole(size) : over(whole(size), whole(denominator));
    return () => (numerator < 0n ? minus(value) : value);
  },
  symbol: (symbol) => named(text(symbol)),
  component: ({ of, indices }) => unknown("component", meaningOf(of), ...indices.map(meaningOf)),
  sample: ({ of, indices }) => unknown("sample", meaningOf(of), ...indices.map(meaningOf)),
  transpose: ({ of }) => {
    const meaning = meaningOf(of);
    return (bound) => transposed(meaning(bound));
  },
  power: ({ base, exponent, elementwise: each }) =>
    unknown(each ? "elementwise power" : "power", meaningOf(base), meaningOf(exponent)),
  root: ({ of }) => unknown("root", meaningOf(of)),
  fraction: ({ above, below, elementwise: each }) =>
    chained(each ? (a, b) => opaque("elementwise quotient", [a, b]) : over, [above, below]),
  product: ({ operator, factors }) => chained(operator === "elementwise" ? elementwise : times, factors),
  sum: ({ terms }) => {
    const parts = terms.map(({ minus: isMinus, of }) => ({ isMinus, meaning: meaningOf(of) }));
    return (bound) =>
      parts.map(({ isMinus, meaning }) => (isMinus ? minus(meaning(bound)) : meaning(bound))).reduce(plus);
  },
  big: ({ operator, indices, where, body }) =>
    bigMeaning(
      operator,
      indices.map((index) => text(index)),
      where && meaningOf(where),
      meaningOf(body),
    ),
  call: ({ fn, args }) => unknown(fn, ...args.map(meaningOf)),
  norm: ({ norm, of }) => unknown(norm, meaningOf(of)),
  partial: ({ of, by }) => unknown("partial", meaningOf(of), meaningOf(by)),
  cases: ({ condition, whenTrue, whenFalse }) => unknown("cases", ...[condition, whenTrue, whenFalse].map(meaningOf)),
  indicator: ({ condition }) => unknown("indicator", meaningOf(condition)),
  relation: ({ operator, left, right }) => unknown(operator, meaningOf(left), meaningOf(right)),
  connective: ({ operator, parts }) => unknown(operator, ...parts.map(meaningOf)),
  not: ({ of }) => unknown("not", meaningOf(of)),
  mark: ({ of }) => meaningOf(of),
  ones: unread,
  identity: unread,
  zeros: unread,
  kronecker: unread,
  ellipsis: unread,
};

/** What a formula says. */
export const meaningOf = (formula: Formula): Meaning =>
  (meanings[formula.kind] as (formula: Formula) => Meaning)(formula);
