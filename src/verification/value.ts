import { evaluate } from "../equations/evaluate.ts";
import { evaluatePrecisely } from "../equations/evaluate-precise.ts";
import type { System } from "../equations/system.ts";
import { workOf } from "../equations/work.ts";
import { elementName } from "./element.ts";
import type { Surroundings } from "./gradient.ts";
import type { CompiledFunction } from "./module.ts";
import type { SeededPoint } from "./points.ts";
import type { FunctionReport, Reference } from "./report.ts";
import { precisePoint } from "./slope.ts";
import { errorOf, Tally } from "./tally.ts";

const arrayOf = (arrays: ReadonlyMap<string, Float64Array>, name: string): Float64Array =>
  arrays.get(name) ?? new Float64Array();

/** Holds a compiled value or prediction against the formula, at some points. */
export function checkValues(
  compiled: CompiledFunction,
  formula: System,
  points: readonly SeededPoint[],
  { module, tolerance, doubt, reserve }: Surroundings,
): FunctionReport {
  const { of } = compiled.kernel.request;
  const axes = formula.equations.find(({ name }) => name === of)?.axes ?? [];
  const tally = new Tally(of, tolerance);
  let [checked, probed] = [0, 0];
  for (const seeded of points) {
    const point = module.rounded(seeded.point);
    const { value, arrays } = module.call(compiled, point);
    const found = value === undefined ? arrayOf(arrays, of) : Float64Array.of(value);
    const written = arrayOf(evaluate(formula, point), of);
    const scale = written.reduce((most, one) => (Number.isFinite(one) ? Math.max(most, Math.abs(one)) : most), 1e-6);
    const isPlain = written.every(
      (expected, at) => Number.isFinite(expected) && errorOf({ found: found[at] ?? NaN, expected, scale }) <= doubt,
    );
    const isSettled = isPlain || !reserve.spend(workOf(formula, point.sizes));
    const exact = isSettled
      ? written
      : evaluatePrecisely(formula, of, precisePoint(point)).map((one) => one.toNumber());
    const against: Reference = isSettled ? "the formula as written" : "decimals";
    if (!isSettled) probed += exact.length;
    if (exact.some(Number.isFinite) || exact.length === 0) checked++;
    exact.forEach((expected, at) => {
      if (!Number.isFinite(expected)) return;
      const where = (): string => elementName(of, at, axes, point.sizes);
      tally.add({ where, seed: seeded.seed, found: found[at] ?? NaN, expected, scale, against });
    });
  }
  return {
    name: compiled.name,
    points: checked,
    outside: points.length - checked,
    quantities: [tally.quantity],
    directions: { forward: 0, differences: 0 },
    probed,
    kinks: [],
  };
}
