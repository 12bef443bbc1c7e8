import { describe, test } from "vitest";
import {
  add,
  axis,
  call,
  constant,
  divide,
  equal,
  extent,
  less,
  mul,
  negate,
  openIndex,
  power,
  read,
  reduce,
  select,
  sub,
  zero,
} from "../../src/equations/build.ts";
import type { Index, ReduceOperator, Scalar } from "../../src/equations/scalar.ts";
import { plainPlan, type Plan } from "../../src/program/plan.ts";
import { agrees, agreesAt, predicting, prediction, type Point } from "./agree.ts";
import { data, dim, equation, param, sumOver } from "./models.ts";
import { emitted, numbers } from "./run.ts";

const [n, m, p] = [dim("n"), dim("m"), dim("p")];
const A = (...indices: Scalar[]): Scalar => read("A", indices);
const B = (...indices: Scalar[]): Scalar => read("B", indices);
const v = (...indices: Scalar[]): Scalar => read("v", indices);
const S = (...indices: Scalar[]): Scalar => read("S", indices);
const c = read("c");
const d = read("d");
const inputs = [param("A", n, m), param("B", m, p), data("v", n), param("S", n, n), param("c"), data("d")];
const [i, j] = [axis(0, n), axis(1, m)];

const points: Point[] = [0, 1, 2, 3, 4, 5, 7, 8].flatMap((size) => [
  { sizes: { n: size, m: 3, p: 2 }, next: numbers(size) },
  { sizes: { n: 3, m: size, p: 5 }, next: numbers(size + 20) },
  { sizes: { n: 5, m: 4, p: size }, next: numbers(size + 40) },
]);
const nonempty = points.filter(({ sizes }) => Object.values(sizes).every((size) => size > 0));

const over =
  (operator: ReduceOperator, ...dims: (typeof n)[]) =>
  (body: (...indices: Index[]) => Scalar): Scalar => {
    const indices = dims.map((dim) => openIndex(dim));
    return reduce(operator, indices, body(...indices));
  };
const overM = (operator: ReduceOperator) => over(operator, m);

const matrix: Record<string, Scalar> = {
  "a constant": constant(3),
  "an index": add(i, mul(j, extent(m))),
  "a scalar parameter and a scalar of the data": add(mul(c, A(i, j)), d),
  "a difference that starts with a minus": sub(negate(A(i, j)), v(i)),
  "nothing but negative terms": negate(add(A(i, j), v(i), constant(2))),
  "a shared denominator": add(divide(A(i, j), add(v(i), constant(3))), power(add(v(i), constant(3)), -1)),
  "a quotient of two": divide(A(i, j), mul(add(v(i), constant(3)), add(power(A(i, j), 2), constant(1)))),
  "steps as factors": mul(call("step", A(i, j)), call("step", v(i)), A(i, j), constant(-2)),
  "a contraction": sumOver(p, (k) => mul(B(j, k), A(i, j))),
  "a product of contraction and a step": mul(
    call("step", v(i)),
    sumOver(n, (k) => mul(A(k, j), S(i, k))),
  ),
  "a sum beside a sum": add(
    sumOver(n, (k) => A(k, j)),
    sumOver(n, (k) => mul(S(i, k), A(k, j))),
  ),
  "a sum in a sum": sumOver(n, (k) =>
    call(
      "tanh",
      sumOver(p, (l) => mul(B(j, l), S(k, i))),
    ),
  ),
  "a double sum": over("sum", n, p)((k, l) => mul(S(k, i), B(j, l), A(k, j))),
  "a sum under a square": power(
    sumOver(n, (k) => mul(S(k, i), A(k, j))),
    2,
  ),
  "a diagonal": mul(S(i, i), A(i, j)),
  "a trace": mul(
    sumOver(n, (k) => S(k, k)),
    A(i, j),
  ),
  "a sum over a diagonal and a column": sumOver(n, (k) => mul(S(k, k), A(k, j))),
  "a choice": select(less(A(i, j), v(i)), call("exp", A(i, j)), negate(v(i))),
  "a choice with loops inside": select(
    less(v(i), zero),
    sumOver(n, (k) => mul(S(i, k), A(k, j))),
    call(
      "log",
      sumOver(p, (k) => call("exp", B(j, k))),
    ),
  ),
  "a choice with a temporary inside": select(
    less(v(i), A(i, j)),
    add(
      call(
        "exp",
        sumOver(p, (k) => B(j, k)),
      ),
      power(call("sin", A(i, j)), 2),
    ),
    zero,
  ),
  "choices in a choice": select(
    less(v(i), zero),
    select(
      less(A(i, j), zero),
      sumOver(n, (k) => A(k, j)),
      v(i),
    ),
    select(
      less(zero, A(i, j)),
      sumOver(n, (k) => A(k, j)),
      sumOver(p, (k) => B(j, k)),
    ),
  ),
  "a choice in a sum": sumOver(n, (k) => select(less(A(k, j), v(i)), S(i, k), power(v(k), 2))),
  "a delta": select(equal(i, j), v(i), constant(7)),
  "a softmax": mul(
    call(
      "exp",
      sub(
        A(i, j),
        overM("logsumexp")((k) => A(i, k)),
      ),
    ),
    v(i),
  ),
  "softplus and sigmoid": add(
    call("softplus", A(i, j)),
    mul(A(i, j), call("sigmoid", A(i, j))),
    negate(mul(v(i), A(i, j))),
  ),
};

describe.each<Plan>([{}, plainPlan])("bodies over two axes, planned as %j", (plan) => {
  const cases = Object.entries(matrix).map(([title, body], number) => {
    const name = `Case${number}`;
    return { title, name, kernel: predicting([n, m, p], inputs, [n, m], body, name) };
  });
  const module = emitted(
    cases.map(({ kernel }) => kernel),
    { plan },
  );

  test.each(cases)("$title", async ({ name, kernel }) => {
    agreesAt(await module, kernel, points, `predict${name}`);
  });
});

describe("reductions", () => {
  const operators: ReduceOperator[] = ["sum", "prod", "max", "min", "argmax", "argmin", "logsumexp"];
  test.each(operators)("%s of each row", async (operator) => {
    const row = overM(operator)((k) => call("sin", mul(constant(5), A(i, k))));
    await agrees(predicting([n, m, p], inputs, [n], row), operator.startsWith("arg") ? nonempty : points);
  });

  test.each(operators)("%s of everything", async (operator) => {
    const indices = operator.startsWith("arg") || operator === "max" || operator === "min" ? [n] : [n, n];
    const all = over(operator, ...indices)((k, l = k) => add(S(k, l), v(k)));
    await agrees(predicting([n, m, p], inputs, [], all), operator.startsWith("arg") ? nonempty : points);
  });

  test("an extremum that is attained twice is at its first index", async () => {
    const at = overM("argmax")((k) => mul(zero, A(i, k)));
    const ties = overM("argmin")((k) => call("floor", A(i, k)));
    await agrees(predicting([n, m, p], inputs, [n], add(at, ties)), nonempty);
  });

  test("logsumexp far from 0", async () => {
    const far = overM("logsumexp")((k) => mul(constant(1e5), A(i, k)));
    await agrees(predicting([n, m, p], inputs, [n], far), points);
  });
});

describe("systems", () => {
  test("share the workspace between arrays that are not alive at once", async () => {
    const chain = [
      equation("a", [n, m], call("sin", A(i, j))),
      equation("b", [n, m], mul(read("a", [i, j]), v(i))),
      equation(
        "s",
        [],
        sumOver(n, (k) => sumOver(m, (l) => read("b", [k, l]))),
      ),
      equation("e", [n, m], mul(read("b", [i, j]), read("s"))),
      equation("f", [n, m], add(read("e", [i, j]), c)),
    ];
    await agrees(prediction([n, m, p], inputs, chain), points);
  });

  test("rank 3 and constant indices", async () => {
    const cube = equation("cube", [n, m, p], mul(A(i, j), B(j, axis(2, p))));
    const face = equation("face", [m, n], mul(read("cube", [axis(1, n), axis(0, m), constant(0)]), v(constant(1))));
    const large = points.filter(({ sizes }) => (sizes["n"] ?? 0) > 1 && (sizes["p"] ?? 0) > 0);
    await agrees(prediction([n, m, p], inputs, [cube, face]), large);
  });

  test("in single precision", async () => {
    const body = matrix["a sum in a sum"]!;
    await agrees(predicting([n, m, p], inputs, [n, m], body), points, { dtype: "f32", tolerance: 1e-6 });
  });

  test("with every dimension fixed", async () => {
    const [n3, m4, p2] = [dim("n", 3), dim("m", 4), dim("p", 2)];
    const given = [param("A", n3, m4), param("B", m4, p2), data("v", n3)];
    const body = sumOver(m4, (k) => mul(read("A", [axis(0, n3), k]), read("B", [k, axis(1, p2)])));
    await agrees(predicting([n3, m4, p2], given, [n3, p2], body), [{ sizes: {}, next: numbers(1) }]);
  });
});
