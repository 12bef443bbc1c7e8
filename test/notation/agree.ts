import { evaluate as evaluateSystem, type Point, sizeOf } from "../../src/equations/evaluate.ts";
import type { Equation, System } from "../../src/equations/system.ts";
import { everyPart } from "../../src/equations/walk.ts";
import type { Formula, Line } from "../../src/notation/formula.ts";
import type { Notation, Style } from "../../src/notation/notation.ts";
import { notationOf } from "../../src/notation/notation-of.ts";
import { assertClose, type Tolerance } from "../oracles/compare.ts";
import { type Lying, type Surroundings, valueOf } from "./evaluate.ts";

const textOf = (formula: Formula): string =>
  JSON.stringify(formula, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** Every line of a system, read as a person reads it, gives the numbers that the equation has. */
export function assertLinesAgree(
  system: System,
  { written = system, style, at, tolerance = { relative: 1e-8, absolute: 1e-8 } }: Reading,
): readonly Line[] {
  const notation = notationOf({ system, written, style });
  const values = evaluateSystem(system, at);
  const sizes = new Map(system.dims.map((dim) => [dim.name, sizeOf(dim, at.sizes)]));
  const tensors = new Map<string, Lying>();
  for (const part of everyPart(...system.equations.map(({ body }) => body))) {
    if (part.kind === "reduce") for (const { dim } of part.indices) sizes.set(dim.name, sizeOf(dim, at.sizes));
  }
  for (const { name, axes } of [...system.inputs, ...system.equations]) {
    for (const dim of axes) sizes.set(dim.name, sizeOf(dim, at.sizes));
    const stored = axes.map((dim) => sizeOf(dim, at.sizes));
    const array = values.get(name) ?? at.inputs.get(name)!;
    tensors.set(name, lying(notation, { name, axes, stored, array }));
  }
  const bySymbol = new Map([...tensors].map(([name, tensor]) => [textOf(notation.symbol(name)), tensor]));
  const surroundings = {
    tensor: (symbol: Formula) => bySymbol.get(textOf(symbol)),
    sizes,
    explicit: style.explicit,
    letters: new Map<string, number>(),
  };
  return system.equations.map((equation) => {
    const line = notation.line(equation);
    for (const letters of rangesOf(line, sizes)) assertSides(line, { ...surroundings, letters }, tolerance);
    return line;
  });
}

export interface Reading {
  readonly written?: System;
  readonly style: Style;
  readonly at: Point;
  readonly tolerance?: Tolerance;
}

function assertSides(line: Line, at: Surroundings, tolerance: Tolerance): void {
  const left = valueOf(line.left, at);
  const right = valueOf(line.right, at);
  const [rows, columns] = [left.rows!, left.columns!];
  if ((right.rows ?? rows) !== rows || (right.columns ?? columns) !== columns) {
    throw new Error(`${line.equation} is ${rows}×${columns}, and its formula ${right.rows}×${right.columns}`);
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      assertClose(right.at(i, j), left.at(i, j), `${line.equation} at ${i}, ${j}: `, tolerance);
    }
  }
}

/** The values of the indices on the left. */
function rangesOf({ ranges }: Line, sizes: ReadonlyMap<string, number>): ReadonlyMap<string, number>[] {
  let all: ReadonlyMap<string, number>[] = [new Map<string, number>()];
  for (const { index, dim } of ranges) {
    const name = index.kind === "symbol" ? index.name : "";
    all = all.flatMap((letters) => Array.from({ length: sizes.get(dim)! }, (_, k) => new Map([...letters, [name, k]])));
  }
  return all;
}

interface Stored extends Pick<Equation, "name" | "axes"> {
  readonly stored: readonly number[];
  readonly array: Float64Array;
}

/** The array as it lies on paper. Which way that is, where the sizes do not tell, is found by the dimensions. */
function lying(notation: Notation, { name, axes, stored, array }: Stored): Lying {
  const order = notation.orderOf(name);
  const shape = order.map((position) => stored[position]!);
  const values = Float64Array.from(array, (_, k) => {
    let rest = k;
    const places = shape.toReversed().map((size) => {
      const place = rest % size;
      rest = Math.floor(rest / size);
      return place;
    });
    places.reverse();
    const offset = stored.reduce((total, size, position) => total * size + places[order.indexOf(position)]!, 0);
    return array[offset]!;
  });
  return { dims: order.map((position) => axes[position]!.name), shape, values };
}
