import { describe, expect, test } from "vitest";
import { call, partial, product, sum, symbol } from "../../src/notation/build.ts";
import { runsIn, type Repeatable } from "../../src/notation/fold.ts";
import type { Formula } from "../../src/notation/formula.ts";
import { text } from "../../src/notation/text.ts";

const named = (name: string): Formula => symbol(name, name);

const item = (left: Formula, right: Formula, rest = ""): Repeatable => ({ formulas: [left, right], rest });

/** h2 = σ(W2·h1 + b2) */
const layer = (l: number, before = `h${l - 1}`): Repeatable =>
  item(named(`h${l}`), call("σ", [sum([product("matrix", [named(`W${l}`), named(before)]), named(`b${l}`)])]));

const shown = (items: readonly Repeatable[]): string[] =>
  runsIn(items).flatMap(({ from, times, counter, first, last, formulas }) =>
    formulas.map(
      ([left, right], at) => `${from + at}×${times}: ${text(left!)} = ${text(right!)}, ${counter} = ${first} … ${last}`,
    ),
  );

describe("layers that repeat are one", () => {
  test("the first, which reads the input, stands apart", () => {
    expect(shown([layer(1, "x"), layer(2), layer(3), layer(4)])).toEqual(["1×3: hₗ = σ(Wₗhₗ₋₁ + bₗ), l = 2 … 4"]);
  });

  test("downwards, and two kinds in turn", () => {
    const items = [12, 11, 10].flatMap((l) => [
      item(named(`delta_h${l}`), product("elementwise", [named(`delta_h${l + 1}`), named("x")])),
      item(partial(named("loss"), named(`W${l}`)), named(`delta_h${l}`)),
    ]);
    expect(shown(items)).toEqual(["0×3: δ_hₗ = δ_hₗ₊₁ ⊙ x, l = 12 … 10", "1×3: ∂loss/∂Wₗ = δ_hₗ, l = 12 … 10"]);
  });

  test("the counter is no name that occurs", () => {
    const items = [1, 2, 3].map((l) => item(named(`a${l}`), named("l")));
    expect(runsIn(items, ["k"]).map(({ counter }) => counter)).toEqual(["p"]);
  });
});

describe("what does not repeat stays as it is", () => {
  test.each([
    ["two layers alone", [layer(2), layer(3)]],
    ["another shape in between", [layer(2), item(named("h3"), named("h2")), layer(4), layer(5)]],
    ["a number left out", [layer(2), layer(3), layer(5), layer(6)]],
    ["the same over and over", [layer(2), layer(2), layer(2)]],
    [
      "numbers that drift apart",
      [item(named("a1"), named("b1")), item(named("a2"), named("b3")), item(named("a3"), named("b5"))],
    ],
    [
      "other ranges",
      [item(named("a1"), named("x"), "i"), item(named("a2"), named("x"), "j"), item(named("a3"), named("x"), "i")],
    ],
  ])("%s", (_, items) => {
    expect(shown(items)).toEqual([]);
  });
});
