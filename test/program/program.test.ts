import { expect, test } from "vitest";
import * as make from "../../src/program/build.ts";
import type { Program, Statement } from "../../src/program/program.ts";
import { addSizes, dimSize, multiplySizes, printSize, sameSize, shapeSize, wholeSize } from "../../src/program/size.ts";
import { printProgram } from "../../src/program/print.ts";
import { freeVariables } from "../../src/program/variables.ts";
import { verifyProgram } from "../../src/program/verify.ts";

const [n, m, three] = [
  { name: "n", size: undefined },
  { name: "m", size: undefined },
  { name: "k", size: 3 },
];

const nothing = { multiplications: [], additions: [], divisions: [], transcendentals: [], reads: [] };
const program = (body: readonly Statement[]): Program => ({
  signature: { kind: "value", of: "loss" },
  reads: [],
  demands: [],
  slots: [],
  workLength: [],
  tiles: [],
  obstacles: [],
  unrolling: { kind: "off" },
  body,
  result: undefined,
  counts: nothing,
  shares: [],
});

test("sizes are polynomials in one form", () => {
  const left = multiplySizes(addSizes(dimSize(n), wholeSize(1)), addSizes(dimSize(n), wholeSize(-1)));
  expect(printSize(left)).toBe("n·n + -1");
  expect(sameSize(shapeSize([n, three, m]), multiplySizes(dimSize(m), wholeSize(3), dimSize(n)))).toBe(true);
  expect(printSize(shapeSize([n, three, m]))).toBe("3·m·n");
  expect(printSize([])).toBe("0");
});

test("a program prints one statement a line", () => {
  const [sum, i] = [{ hint: "x" }, { hint: "x" }];
  const body = make.loop(i, n, { from: make.number(0), to: make.extentOf("n"), step: 1 }, [
    make.assign(sum, make.load({ kind: "data", name: "x" }, make.get(i)), "add"),
  ]);
  expect(
    printProgram(program([make.section("x", "Σ x", [make.declare(sum, make.number(0)), body])])).split("\n"),
  ).toEqual(["-- Σ x", "var x := 0", "for x#2 from 0 to |n| by 1", "  x += data.x[x#2]"]);
});

test("a part is a function of its own: it sees no variable that changes, and may define what another does", () => {
  const [x, y] = [{ hint: "x" }, { hint: "y" }];
  const one = make.number(1);
  const twice = [make.part([make.define(x, one)]), make.part([make.define(x, one)], x), make.define(y, make.get(x))];
  expect(verifyProgram(program(twice))).toEqual([]);
  expect(printProgram(program(twice)).split("\n")).toEqual(["part", "  x := 1", "x := part", "  x := 1", "y := x"]);
  expect(freeVariables([make.part([make.define(y, make.get(x))])])).toEqual([x]);
  const changing = [make.declare(x, one), make.part([make.define(y, make.get(x))])];
  expect(verifyProgram(program(changing))).toEqual(["x is used where it is not defined"]);
  expect(verifyProgram(program([make.part([], y)]))).toEqual(["y is returned where it is not defined"]);
});

test("a program that cannot run is found out", () => {
  const x = { hint: "x" };
  const one = make.number(1);
  const faults = (body: readonly Statement[]): string[] => verifyProgram(program(body));
  expect(faults([make.define(x, make.get(x))])).toEqual(["x is used where it is not defined"]);
  expect(faults([make.define(x, one), make.define(x, one)])).toEqual(["x is defined twice"]);
  expect(faults([make.define(x, one), make.assign(x, one)])).toEqual(["x cannot be assigned here"]);
  expect(faults([make.branch(one, [make.define(x, one)]), make.declare({ hint: "y" }, make.get(x))])).toHaveLength(1);
  expect(faults([make.define(x, make.apply("add", one))])).toEqual(["add has 1 operands"]);
  expect(faults([make.loop(x, n, { from: one, to: one, step: 0 }, [])])).toEqual(["the loop over x does not advance"]);
  expect(faults([make.store({ kind: "param", name: "W" }, one, one)])).toEqual(["a store into the param W"]);
});
