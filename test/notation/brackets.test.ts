import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Formula } from "../../src/notation/formula.ts";
import { text } from "../../src/notation/text.ts";
import { rational } from "../../src/util/rational.ts";
import { meaningOf } from "./opaque.ts";
import { read } from "./reader.ts";

const [a, b] = ["a", "b"].map((name) => ({ kind: "symbol", name }) as const) as [Formula, Formula];

/** Formulas that the reader reads: without signs that are letters too. */
const readable: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => {
  const inner = tie("formula");
  const several = fc.array(inner, { minLength: 1, maxLength: 2 });
  const of = <K extends Formula["kind"]>(kind: K): { kind: fc.Arbitrary<K> } => ({ kind: fc.constant(kind) });
  const name = fc.constantFrom("a", "b", "c", "i", "W1", "X", "delta_S", "loss");
  const index = fc.record({ ...of("symbol"), name: fc.constantFrom("i", "j", "b") });
  const leaves = [
    fc.record({ ...of("symbol"), name }),
    fc.record({
      ...of("number"),
      value: fc.constantFrom(...[2, 3, -1, -2].map((n) => rational(n)), rational(-1, 2), rational(2, 3)),
    }),
  ];
  const term = fc.record({ minus: fc.boolean(), of: inner });
  return {
    formula: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      fc.oneof(...leaves),
      fc.record({ ...of("component"), of: inner, indices: several }),
      fc.record({ ...of("sample"), of: inner, indices: fc.array(index, { minLength: 1, maxLength: 2 }) }),
      fc.record({ ...of("transpose"), of: inner }),
      fc.record({ ...of("power"), base: inner, exponent: inner, elementwise: fc.boolean() }),
      fc.record({ ...of("root"), of: inner }),
      fc.record({ ...of("fraction"), above: inner, below: inner, elementwise: fc.boolean() }),
      fc.record({
        ...of("product"),
        operator: fc.constantFrom("scalar", "matrix", "elementwise"),
        factors: fc.array(inner, { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ ...of("sum"), terms: fc.array(term, { minLength: 1, maxLength: 3 }) }),
      fc.record(
        {
          ...of("big"),
          operator: fc.constantFrom("sum", "product", "max"),
          indices: fc.uniqueArray(index, { minLength: 1, maxLength: 2, selector: (symbol) => symbol.name }),
          where: inner,
          body: inner,
        },
        { requiredKeys: ["kind", "operator", "indices", "body"] },
      ),
      fc.record({ ...of("call"), fn: fc.constant("f"), args: several }),
      fc.record({ ...of("norm"), norm: fc.constant("abs"), of: inner }),
      fc.record({ ...of("partial"), of: inner, by: inner }),
      fc.record({ ...of("cases"), condition: inner, whenTrue: inner, whenFalse: inner }),
      fc.record({ ...of("indicator"), condition: inner }),
      fc.record({
        ...of("relation"),
        operator: fc.constantFrom("less", "lessOrEqual", "equal", "notEqual"),
        left: inner,
        right: inner,
      }),
      fc.record({
        ...of("connective"),
        operator: fc.constantFrom("and", "or"),
        parts: fc.array(inner, { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ ...of("not"), of: inner }),
      fc.record({ ...of("mark"), of: inner }),
    ),
  };
}).formula;

describe("brackets", () => {
  test("are enough: who reads the text reads the formula", () => {
    const bound = new Map();
    fc.assert(
      fc.property(readable, (formula) => {
        expect(read(text(formula))(bound), text(formula)).toEqual(meaningOf(formula)(bound));
      }),
      { numRuns: 1000 },
    );
  });

  test("are missed by the reader where they are left out", () => {
    const product: Formula = {
      kind: "product",
      operator: "scalar",
      factors: [
        a,
        {
          kind: "sum",
          terms: [
            { minus: false, of: a },
            { minus: false, of: b },
          ],
        },
      ],
    };
    expect(text(product)).toBe("a·(a + b)");
    expect(read("a·a + b")(new Map())).not.toEqual(meaningOf(product)(new Map()));
  });
});
