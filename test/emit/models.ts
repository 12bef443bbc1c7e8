import {
  add,
  axis,
  call,
  constant,
  divide,
  extent,
  mul,
  openIndex,
  power,
  read,
  sub,
  sum,
} from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { Kernel, Output } from "../../src/equations/kernel.ts";
import type { Request } from "../../src/equations/request.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input } from "../../src/equations/system.ts";

export const dim = (name: string, size?: number): Dim => ({ name, size });

export const equation = (name: string, axes: readonly Dim[], body: Scalar): Equation => ({
  name,
  axes,
  body,
  origin: { rule: "defined" },
});

export const param = (name: string, ...axes: readonly Dim[]): Input => ({ name, role: "param", axes });
export const data = (name: string, ...axes: readonly Dim[]): Input => ({ name, role: "data", axes });

/** A kernel as it stands; nothing is checked. */
export function kernel(
  dims: readonly Dim[],
  inputs: readonly Input[],
  equations: readonly Equation[],
  outputs: readonly Output[],
  request: Request,
): Kernel {
  return { request, system: { dims, inputs, equations }, outputs };
}

/** Σ over a fresh index of a dimension. */
export function sumOver(dim: Dim, body: (index: Scalar) => Scalar): Scalar {
  const index = openIndex(dim);
  return sum([index], body(index));
}

/** The two-layer network with ReLU and mean squared error, and its gradient as the paper simplifies it. */
export function twoLayer(sizes: { m0?: number; m1?: number; m2?: number; n?: number } = {}): Kernel {
  const [m0, m1, m2, n] = [dim("m0", sizes.m0), dim("m1", sizes.m1), dim("m2", sizes.m2), dim("n", sizes.n)];
  const r = (p: Scalar, q: Scalar): Scalar => read("r", [p, q]);
  const z = add(
    read("b1", [axis(1, m1)]),
    sumOver(m0, (k) => mul(read("W1", [axis(1, m1), k]), read("x", [axis(0, n), k]))),
  );
  const f = add(
    read("b2", [axis(1, m2)]),
    sumOver(m1, (j) => mul(read("W2", [axis(1, m2), j]), read("h", [axis(0, n), j]))),
  );
  const back = sumOver(m2, (p) => mul(read("W2", [p, axis(1, m1)]), read("d2", [axis(0, n), p])));
  const loss = divide(
    sumOver(n, (i) => sumOver(m2, (p) => power(r(i, p), 2))),
    extent(n),
  );
  const equations = [
    equation("h", [n, m1], call("relu", z)),
    equation("r", [n, m2], sub(f, read("y", [axis(0, n), axis(1, m2)]))),
    equation("loss", [], loss),
    equation("d2", [n, m2], mul(constant(2), divide(r(axis(0, n), axis(1, m2)), extent(n)))),
    equation("d1", [n, m1], mul(call("step", read("h", [axis(0, n), axis(1, m1)])), back)),
    equation(
      "dW1",
      [m1, m0],
      sumOver(n, (i) => mul(read("d1", [i, axis(0, m1)]), read("x", [i, axis(1, m0)]))),
    ),
    equation(
      "db1",
      [m1],
      sumOver(n, (i) => read("d1", [i, axis(0, m1)])),
    ),
    equation(
      "dW2",
      [m2, m1],
      sumOver(n, (i) => mul(read("d2", [i, axis(0, m2)]), read("h", [i, axis(1, m1)]))),
    ),
    equation(
      "db2",
      [m2],
      sumOver(n, (i) => read("d2", [i, axis(0, m2)])),
    ),
  ];
  const inputs = [
    param("W1", m1, m0),
    param("b1", m1),
    param("W2", m2, m1),
    param("b2", m2),
    data("x", n, m0),
    data("y", n, m2),
  ];
  const wrt = ["W1", "b1", "W2", "b2"];
  const gradients = wrt.map((name): Output => ({ kind: "gradient", param: name, equation: `d${name}` }));
  return kernel([m0, m1, m2, n], inputs, equations, [{ kind: "value", equation: "loss" }, ...gradients], {
    kind: "gradient",
    of: "loss",
    wrt,
  });
}
