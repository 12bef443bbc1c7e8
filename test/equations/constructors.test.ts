import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add, and, call, constant, divide, equal, extent, less, lessOrEqual, mul, not, openIndex, or, power, read, reduce, select,
  sub, substitute, sum, zero,
} from "../../src/equations/build.ts"; // prettier-ignore
import { evaluateScalar, type Environment } from "../../src/equations/evaluate.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { UnaryFunction } from "../../src/equations/functions.ts";
import { printScalar } from "../../src/equations/print.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import type { Condition, Index, ReduceOperator, Scalar } from "../../src/equations/scalar.ts";
import { rational } from "../../src/util/rational.ts";
import { seeded } from "../../src/util/random.ts";
import { fromTape, type Tape } from "../oracles/tape.ts";

/**
 * The constructors fold, collect, sort, sift and hoist. Whatever they do has to mean the same: here the same tree is
 * built with them, and evaluated on the side as it was written.
 */
interface Twin {
  /** As it was built. */
  readonly written: string;
  readonly scalar: Scalar;
  /** The plain meaning. The state collects the largest intermediate size. */
  readonly plain: (state: State) => number;
}
interface TwinCondition {
  readonly written: string;
  readonly condition: Condition;
  readonly plain: (state: State) => boolean;
}
interface State {
  readonly at: Map<Index, number>;
  readonly scale: { most: number };
}

const n: Dim = { name: "n", size: undefined };
const three: Dim = { name: "3", size: 3 };
const sizes = { n: 4 };
const sizeOf = (index: Index): number => index.dim.size ?? sizes.n;

const random = seeded(7);
const values = (length: number): Float64Array => Float64Array.from({ length }, () => 4 * random() - 2);
const tensors: Environment["tensors"] = new Map([
  ["s", { shape: [], values: values(1) }],
  ["x", { shape: [4], values: values(4) }],
  ["w", { shape: [3], values: Float64Array.of(0, 1, -1.5) }],
  ["A", { shape: [4, 4], values: values(16) }],
  ["B", { shape: [4, 3], values: values(12) }],
]);
const dimsOf = { s: [], x: [n], w: [three], A: [n, n], B: [n, three] } as const;

type Make = (tape: Tape, scope: readonly Index[], depth: number) => Twin;

/** Adds the value to the scale that errors are measured by. */
const seen = (written: string, scalar: Scalar, plain: Twin["plain"]): Twin => ({
  written,
  scalar,
  plain: (state) => {
    const value = plain(state);
    state.scale.most = Math.max(state.scale.most, Number.isFinite(value) ? Math.abs(value) : Infinity);
    return value;
  },
});

/** A base at which a root, a logarithm or a quotient is at its limit: rounding alone may carry it across. */
function steep(base: number, state: State): number {
  if (Math.abs(base) < 1e-6 * Math.max(1, state.scale.most)) state.scale.most = Infinity;
  return base;
}

const text = (scalar: Scalar): string =>
  scalar.kind === "index" ? `i${scalar.number}∈${scalar.dim.name}` : printScalar(scalar);

const leaf: Make = (tape, scope) => {
  const tensor = tape.pick(["s", "x", "w", "A", "B"] as const);
  const dims: readonly Dim[] = dimsOf[tensor];
  const places = dims.map((dim) => {
    const [first, ...others] = scope.filter((index) => index.dim.name === dim.name);
    return first === undefined ? constant(tape.below(3)) : tape.pick([first, ...others]);
  });
  return seen(`${tensor}${JSON.stringify(places.map(text))}`, read(tensor, places), ({ at }) => {
    const source = tensors.get(tensor);
    const offset = places.reduce((sofar, place, position) => {
      const value = place.kind === "index" ? (at.get(place) ?? NaN) : Number(place.value.numerator);
      return sofar * (source?.shape[position] ?? 0) + value;
    }, 0);
    return source?.values[offset] ?? NaN;
  });
};

const number: Make = (tape) => {
  const [p, q] = [tape.below(9) - 4, tape.pick([1, 2, 3])];
  return seen(`${p}/${q}`, constant(rational(p, q)), () => p / q);
};

const place: Make = (tape, scope, depth) => {
  const [first, ...others] = scope;
  if (first === undefined) return leaf(tape, scope, depth);
  const index = tape.pick([first, ...others]);
  if (tape.chance(30)) return seen(`|${index.dim.name}|`, extent(index.dim), () => sizeOf(index));
  return seen(text(index), index, ({ at }) => at.get(index) ?? NaN);
};

const functions: readonly [UnaryFunction, ...UnaryFunction[]] = [
  "exp", "log", "abs", "sigmoid", "tanh", "relu", "norm", "sin", "cosh", "softplus", "log1p", "cbrt",
]; // prettier-ignore
const exponents = [[2, 1], [-1, 1], [3, 1], [1, 2], [-1, 2], [3, 2], [-2, 1], [1, 3]] as const; // prettier-ignore

const makes: readonly [Make, ...Make[]] = [
  leaf,
  number,
  place,
  (tape, scope, depth) => {
    const [a, b] = [tree(tape, scope, depth), tree(tape, scope, depth)];
    return seen(`(${a.written} + ${b.written})`, add(a.scalar, b.scalar), (at) => a.plain(at) + b.plain(at));
  },
  (tape, scope, depth) => {
    const [a, b] = [tree(tape, scope, depth), tree(tape, scope, depth)];
    return seen(`(${a.written} - ${b.written})`, sub(a.scalar, b.scalar), (at) => a.plain(at) - b.plain(at));
  },
  product,
  product,
  (tape, scope, depth) => {
    const [a, b] = [tree(tape, scope, depth), tree(tape, scope, depth)];
    return seen(
      `(${a.written} / ${b.written})`,
      divide(a.scalar, b.scalar),
      (at) => a.plain(at) / steep(b.plain(at), at),
    );
  },
  (tape, scope, depth) => {
    const a = tree(tape, scope, depth);
    const [p, q] = tape.pick<readonly [number, number]>(exponents);
    return seen(`${a.written}^(${p}/${q})`, power(a.scalar, rational(p, q)), (at) => steep(a.plain(at), at) ** (p / q));
  },
  (tape, scope, depth) => {
    const a = tree(tape, scope, depth);
    const fn = tape.pick(functions);
    return seen(`${fn}(${a.written})`, call(fn, a.scalar), (at) => functionValues[fn](steep(a.plain(at), at)));
  },
  (tape, scope, depth) => {
    const [a, b] = [tree(tape, scope, depth), tree(tape, scope, depth)];
    const fn = tape.pick(["max", "min", "hypot"] as const);
    return seen(`${fn}(${a.written}, ${b.written})`, call(fn, a.scalar, b.scalar), (at) =>
      functionValues[fn](a.plain(at), b.plain(at)),
    );
  },
  (tape, scope, depth) => {
    const test = condition(tape, scope, 2);
    const a = tree(tape, scope, depth);
    const b = tape.chance(50) ? seen("0", zero, () => 0) : tree(tape, scope, depth);
    return seen(`(${test.written} ? ${a.written} : ${b.written})`, select(test.condition, a.scalar, b.scalar), (at) =>
      test.plain(at) ? a.plain(at) : b.plain(at),
    );
  },
  reduction,
  reduction,
  reduction,
];

function product(tape: Tape, scope: readonly Index[], depth: number): Twin {
  const [a, b] = [tree(tape, scope, depth), tree(tape, scope, depth)];
  const third = tape.chance(30) ? a : tree(tape, scope, 0);
  return seen(
    `(${a.written} * ${b.written} * ${third.written})`,
    mul(a.scalar, b.scalar, third.scalar),
    (at) => a.plain(at) * b.plain(at) * third.plain(at),
  );
}

function condition(tape: Tape, scope: readonly Index[], depth: number): TwinCondition {
  const [first, ...others] = scope;
  if (depth > 0 && tape.chance(25)) {
    const [a, b] = [condition(tape, scope, depth - 1), condition(tape, scope, depth - 1)];
    return tape.pick<TwinCondition>([
      {
        written: `(${a.written} and ${b.written})`,
        condition: and(a.condition, b.condition),
        plain: (at) => a.plain(at) && b.plain(at),
      },
      {
        written: `(${a.written} or ${b.written})`,
        condition: or(a.condition, b.condition),
        plain: (at) => a.plain(at) || b.plain(at),
      },
      { written: `not ${a.written}`, condition: not(a.condition), plain: (at) => !a.plain(at) },
    ]);
  }
  const a = first === undefined ? leaf(tape, scope, 0) : place(tape, scope, 0);
  const b = first === undefined || tape.chance(40) ? number(tape, scope, 0) : place(tape, [first, ...others], 0);
  return tape.pick<TwinCondition>([
    {
      written: `${a.written} = ${b.written}`,
      condition: equal(a.scalar, b.scalar),
      plain: (at) => a.plain(at) === b.plain(at),
    },
    {
      written: `${a.written} < ${b.written}`,
      condition: less(a.scalar, b.scalar),
      plain: (at) => a.plain(at) < b.plain(at),
    },
    {
      written: `${b.written} <= ${a.written}`,
      condition: lessOrEqual(b.scalar, a.scalar),
      plain: (at) => b.plain(at) <= a.plain(at),
    },
  ]);
}

const folds: { readonly [O in ReduceOperator]: (elements: readonly number[]) => number } = {
  sum: (elements) => elements.reduce((a, b) => a + b, 0),
  prod: (elements) => elements.reduce((a, b) => a * b, 1),
  max: (elements) => Math.max(...elements),
  min: (elements) => Math.min(...elements),
  argmax: (elements) => elements.indexOf(Math.max(...elements)),
  argmin: (elements) => elements.indexOf(Math.min(...elements)),
  logsumexp: (elements) => Math.log(elements.reduce((a, b) => a + Math.exp(b), 0)),
};

function reduction(tape: Tape, scope: readonly Index[], depth: number): Twin {
  const index = openIndex(tape.pick<Dim>([n, three]));
  const operator = tape.pick(["sum", "sum", "sum", "prod", "max", "min", "logsumexp"] as const);
  const body = tree(tape, [...scope, index], depth);
  return seen(`${operator}(${text(index)}: ${body.written})`, reduce(operator, [index], body.scalar), (state) => {
    const elements = Array.from({ length: sizeOf(index) }, (_, value) =>
      body.plain({ ...state, at: new Map([...state.at, [index, value]]) }),
    );
    return folds[operator](elements);
  });
}

function tree(tape: Tape, scope: readonly Index[], depth: number): Twin {
  return depth === 0 ? leaf(tape, scope, 0) : tape.pick(makes)(tape, scope, depth - 1);
}

interface Case extends Twin {
  readonly free: readonly Index[];
  /** What fast-check prints of a counterexample. */
  readonly toString: () => string;
}

const cases = fromTape((tape): Case => {
  const free = [openIndex(n), openIndex(three)];
  const twin = tree(tape, free, 4);
  return { ...twin, free, toString: () => `${printScalar(twin.scalar)}, built as ${twin.written}` };
}, 120);

/** Both agree wherever all that was written is an ordinary number: at a pole, the sign of infinity is anybody's. */
function agree(actual: number, expected: number, most: number): void {
  if (most > 1e60) return;
  const allowed = 1e-9 * Math.max(1e-3, most);
  if (!(Math.abs(actual - expected) <= allowed)) throw new Error(`${actual} instead of ${expected} ± ${allowed}`);
}

describe("the constructors keep the meaning", () => {
  test("of random trees", () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, ({ scalar, plain, free }) => {
        for (const [first, second] of [[0, 0], [1, 2], [3, 1]] as const) {
          const at = new Map([[free[0]!, first], [free[1]!, second]]);
          const scale = { most: 0 };
          const expected = plain({ at, scale });
          agree(evaluateScalar(scalar, { sizes, tensors, indices: at }), expected, scale.most);
          if (Number.isFinite(expected)) compared++;
        }
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(3000);
  }); // prettier-ignore

  test("and so does substituting an index", () => {
    fc.assert(
      fc.property(cases, fc.nat(3), ({ scalar, plain, free }, value) => {
        const other = openIndex(n);
        const moved = substitute(scalar, new Map([[free[0]!, other]]));
        const scale = { most: 0 };
        const expected = plain({ at: new Map([[free[0]!, value], [free[1]!, 1]]), scale });
        const at = new Map([[other, value], [free[1]!, 1]]);
        agree(evaluateScalar(moved, { sizes, tensors, indices: at }), expected, scale.most);
      }),
      { numRuns: 1000 },
    );
  }); // prettier-ignore

  test("a sum over renamed indices is the same object", () => {
    fc.assert(
      fc.property(cases, ({ scalar, free }) => {
        const fresh = [openIndex(n), openIndex(three)];
        const renamed = substitute(scalar, new Map(free.map((index, position) => [index, fresh[position]!])));
        expect(sum(fresh, renamed) === sum(free, scalar)).toBe(true);
        expect(reduce("max", [fresh[0]!], renamed).height).toBe(reduce("max", [free[0]!], scalar).height);
      }),
      { numRuns: 1000 },
    );
  });
});
