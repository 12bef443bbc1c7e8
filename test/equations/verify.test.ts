import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axis, call, constant, openIndex, read, sum } from "../../src/equations/build.ts";
import type { ElementwiseFunction } from "../../src/equations/functions.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Origin, System } from "../../src/equations/system.ts";
import { verify } from "../../src/equations/verify.ts";
import { network, networkShapes } from "../oracles/networks.ts";
import { programs } from "../oracles/programs.ts";

const n: Dim = { name: "n", size: undefined };
const m: Dim = { name: "m", size: undefined };
const three: Dim = { name: "3", size: 3 };
const k = openIndex(m);

const equation = (
  name: string,
  axes: readonly Dim[],
  body: Scalar,
  origin: Origin = { rule: "defined" },
): Equation => ({
  name,
  axes,
  body,
  origin,
});
const system = (...equations: readonly Equation[]): System => ({
  dims: [n, m],
  inputs: [
    { name: "A", role: "param", axes: [n, m] },
    { name: "w", role: "data", axes: [three] },
  ],
  equations,
});
const rows = sum([k], read("A", [axis(0, n), k]));

test("what is well formed passes", () => {
  verify(system(equation("r", [n], rows), equation("s", [n], read("r", [axis(0, n)]))));
  verify(system(equation("d_A", [n, m], constant(0), { rule: "gradient", of: "A" })));
  fc.assert(fc.property(programs(), (program) => { verify(program.system); })); // prettier-ignore
  fc.assert(fc.property(networkShapes, (shape) => { verify(network(shape)); })); // prettier-ignore
});

describe("what is not is refused", () => {
  const [i, j] = [axis(0, n), axis(1, m)];
  test.each<[string, System]>([
    ["r reads s before its definition", system(equation("r", [], read("s")), equation("s", [], constant(1)))],
    ["r reads r before its definition", system(equation("r", [], read("r")))],
    ["r reads A at 1 indices, but it has 2 axes", system(equation("r", [n], read("A", [i])))],
    ["r reads axis 0 of A over m, but it is over n", system(equation("r", [n, m], read("A", [j, j])))],
    ["r reads axis 0 of w out of range", system(equation("r", [], read("w", [constant(3)])))],
    ["an index that is open is free in r", system(equation("r", [n], read("A", [i, k])))],
    ["r uses axis 1, but has 1", system(equation("r", [n], read("A", [i, j])))],
    ["axis 0 of r is over m, but is used over n", system(equation("r", [m], rows))],
    ["A is defined twice", system(equation("A", [], constant(1)))],
    ["dimension n is declared twice", { ...system(), dims: [n, m, n] }],
    ["r uses the undeclared dimension q", system(equation("r", [{ name: "q", size: undefined }], constant(1)))],
    ["r gives dimension n another size", system(equation("r", [{ name: "n", size: 2 }], constant(1)))],
    ["r has a name too few", system(equation("r", [n], rows, { rule: "defined", axisNames: [] }))],
    ["g has other axes than A", system(equation("g", [m, n], constant(0), { rule: "gradient", of: "A" }))],
    [
      "g is the gradient for w, which is not",
      system(equation("g", [three], constant(0), { rule: "gradient", of: "w" })),
    ],
    ["g does not say whose gradient it is", system(equation("g", [], constant(0), { rule: "gradient" }))],
    ["exp has 0 arguments", system(equation("r", [], call("exp" as ElementwiseFunction)))],
  ])("%s", (fault, broken) => {
    expect(() => {
      verify(broken);
    }).toThrow(`internal: ${fault}`);
  });
});
