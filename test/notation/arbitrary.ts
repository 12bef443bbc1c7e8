import fc from "fast-check";
import type { Formula } from "../../src/notation/formula.ts";
import { rational } from "../../src/util/rational.ts";

/** Names as users write them, and as they should not. */
const names = fc.oneof(
  fc.constantFrom(
    "x",
    "W1",
    "h_hidden",
    "delta_h2",
    "loss",
    "σ",
    "Σ",
    "I",
    "é",
    "变",
    "ў",
    "weiß",
    "T",
    "_",
    "__a",
    "a_",
  ),
  fc.stringMatching(/^[\p{L}_][\p{L}\p{M}\p{Nd}_]{0,6}$/u),
);

const numbers = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 1000n }))
  .map(([numerator, denominator]) => rational(numerator, denominator));

type Arbitraries = { readonly [K in Formula["kind"]]: fc.Arbitrary<Extract<Formula, { kind: K }>> };

/** Every formula that the type admits, built without constructors. */
export const formulas: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => {
  const inner = tie("formula");
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  const rows: Arbitraries = {
    number: fc.record({ kind: fc.constant("number"), value: numbers }),
    symbol: fc.record({ kind: fc.constant("symbol"), name: names, of: names }, { requiredKeys: ["kind", "name"] }),
    ones: fc.constant({ kind: "ones" }),
    identity: fc.constant({ kind: "identity" }),
    zeros: fc.constant({ kind: "zeros" }),
    ellipsis: fc.constant({ kind: "ellipsis" }),
    component: fc.record({ kind: fc.constant("component"), of: inner, indices: several }),
    sample: fc.record({ kind: fc.constant("sample"), of: inner, indices: several }),
    transpose: fc.record({ kind: fc.constant("transpose"), of: inner }),
    power: fc.record({ kind: fc.constant("power"), base: inner, exponent: inner, elementwise: fc.boolean() }),
    root: fc.record({ kind: fc.constant("root"), of: inner }),
    fraction: fc.record({ kind: fc.constant("fraction"), above: inner, below: inner, elementwise: fc.boolean() }),
    product: fc.record({
      kind: fc.constant("product"),
      operator: fc.constantFrom("scalar", "matrix", "elementwise"),
      factors: fc.array(inner, { minLength: 2, maxLength: 3 }),
    }),
    sum: fc.record({
      kind: fc.constant("sum"),
      terms: fc.array(fc.record({ minus: fc.boolean(), of: inner }), { minLength: 1, maxLength: 3 }),
    }),
    big: fc.record(
      {
        kind: fc.constant("big"),
        operator: fc.constantFrom("sum", "product", "max", "min", "argmax", "argmin", "logsumexp"),
        indices: several,
        where: inner,
        body: inner,
      },
      { requiredKeys: ["kind", "operator", "indices", "body"] },
    ),
    call: fc.record({
      kind: fc.constant("call"),
      fn: fc.constantFrom("σ", "log", "relu", "log1p", "atan2", "π", "∞", "NaN", "tr"),
      args: fc.array(inner, { maxLength: 2 }),
    }),
    norm: fc.record({ kind: fc.constant("norm"), norm: fc.constantFrom("abs", "one", "two"), of: inner }),
    partial: fc.record({ kind: fc.constant("partial"), of: inner, by: inner }),
    kronecker: fc.record({ kind: fc.constant("kronecker"), left: inner, right: inner }),
    cases: fc.record({ kind: fc.constant("cases"), condition: inner, whenTrue: inner, whenFalse: inner }),
    indicator: fc.record({ kind: fc.constant("indicator"), condition: inner }),
    relation: fc.record({
      kind: fc.constant("relation"),
      operator: fc.constantFrom("less", "lessOrEqual", "equal", "notEqual"),
      left: inner,
      right: inner,
    }),
    connective: fc.record({
      kind: fc.constant("connective"),
      operator: fc.constantFrom("and", "or"),
      parts: fc.array(inner, { minLength: 2, maxLength: 3 }),
    }),
    not: fc.record({ kind: fc.constant("not"), of: inner }),
    mark: fc.record({ kind: fc.constant("mark"), of: inner }),
  };
  const leaves = [rows.symbol, rows.number, rows.ones, rows.identity, rows.zeros, rows.ellipsis] as const;
  return { formula: fc.oneof({ maxDepth: 5 }, fc.oneof(...leaves), ...Object.values(rows)) };
}).formula;
