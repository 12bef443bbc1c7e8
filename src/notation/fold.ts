import type { Formula } from "./formula.ts";
import { text } from "./text.ts";

/** Something that is shown by formulas; what else is shown of it has to be the same where it is repeated. */
export interface Repeatable {
  readonly formulas: readonly Formula[];
  readonly rest: string;
}

/**
 * Items that say the same of one number after the other, like the layers of a network: `period` of them, from `from` on,
 * repeated `times` times.
 */
export interface Run {
  readonly from: number;
  readonly period: number;
  readonly times: number;
  /** What stands for the number, and its first and last value. */
  readonly counter: string;
  readonly first: number;
  readonly last: number;
  /** The formulas of each item of one period, with the counter in their names. */
  readonly formulas: readonly (readonly Formula[])[];
}

/** A run shorter than this is read more easily than folded. */
const leastTimes = 3;
const longestPeriod = 8;

/** The runs among some items, none of which overlap; `taken` are names that the counter may not have. */
export function runsIn(items: readonly Repeatable[], taken: Iterable<string> = []): Run[] {
  const shapes = items.map(shapeOf);
  const counter = freeCounter([...taken, ...items.flatMap(({ formulas }) => formulas.flatMap(namesIn))]);
  const runs: Run[] = [];
  for (let from = 0; from < items.length;) {
    const found = longestRun(shapes, from);
    if (found) runs.push(runOf(items, shapes, found, counter));
    from += found ? found.period * found.times : 1;
  }
  return runs;
}

/** An item without the numbers that its names end in, and these numbers. */
interface Shape {
  readonly key: string;
  readonly numbers: readonly number[];
}

const numberAtEnd = /(?<=[^0-9_])[0-9]+(?=_|$)/g;

function shapeOf({ formulas, rest }: Repeatable): Shape {
  const numbers: number[] = [];
  const bare = formulas.map((formula) =>
    renamed(formula, (name) =>
      name.replace(numberAtEnd, (digits) => {
        numbers.push(Number(digits));
        return "#";
      }),
    ),
  );
  const key = JSON.stringify([bare, rest], (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  return { key, numbers };
}

interface Stretch {
  readonly from: number;
  readonly period: number;
  readonly times: number;
  readonly step: number;
}

/** The longest run that starts here, of the shortest period. */
function longestRun(shapes: readonly Shape[], from: number): Stretch | undefined {
  let best: Stretch | undefined;
  for (let period = 1; period <= longestPeriod; period++) {
    for (const step of [1, -1]) {
      const times = timesOf(shapes, { from, period, step });
      const isLonger = times * period > (best ? best.times * best.period : 0);
      if (times >= leastTimes && isLonger) best = { from, period, times, step };
    }
  }
  return best;
}

/** How often the items of a period follow each other, each time with some numbers a step further and the others the same. */
function timesOf(shapes: readonly Shape[], { from, period, step }: Omit<Stretch, "times">): number {
  const differences = shapes
    .slice(from, from + period)
    .map((shape, at) => difference(shape, shapes[from + period + at]));
  const isStep = differences.every((all) => all?.every((one) => one === 0 || one === step));
  if (!isStep || !differences.some((all) => all?.includes(step))) return 1;
  let times = 1;
  const follows = (at: number): boolean => {
    const next = difference(shapes[from + at]!, shapes[from + times * period + at]);
    return next?.every((one, place) => one === times * (differences[at]?.[place] ?? NaN)) ?? false;
  };
  while (differences.every((_, at) => follows(at))) times++;
  return times;
}

/** By how much the numbers of one item exceed those of the other, where they are the same otherwise. */
const difference = (shape: Shape, other: Shape | undefined): number[] | undefined =>
  other?.key === shape.key ? shape.numbers.map((number, at) => other.numbers[at]! - number) : undefined;

function runOf(
  items: readonly Repeatable[],
  shapes: readonly Shape[],
  { from, period, times, step }: Stretch,
  counter: string,
): Run {
  const moving = shapes.slice(from, from + period).map((shape, at) => difference(shape, shapes[from + period + at])!);
  const lead = moving.findIndex((all) => all.includes(step));
  const first = shapes[from + lead]!.numbers[moving[lead]!.indexOf(step)]!;
  const formulas = items.slice(from, from + period).map((item, at) => {
    let place = 0;
    return item.formulas.map((formula) =>
      renamed(formula, (name) =>
        name.replace(numberAtEnd, (digits) =>
          moving[at]![place++] === 0 ? digits : counted(counter, Number(digits) - first),
        ),
      ),
    );
  });
  return { from, period, times, counter, first, last: first + step * (times - 1), formulas };
}

/** `{l−1}`: no name that a user writes has braces. */
const counted = (counter: string, offset: number): string => {
  if (offset === 0) return `{${counter}}`;
  return `{${counter}${offset < 0 ? "−" : "+"}${Math.abs(offset)}}`;
};

const counters = ["l", "k", "p", "r", "s", "t"];

function freeCounter(names: readonly string[]): string {
  const taken = new Set(names);
  return counters.find((letter) => !taken.has(letter)) ?? "ℓ";
}

/** The names in a formula, and the words that it is written with. */
const namesIn = (formula: Formula): string[] => text(formula).match(/\p{L}+/gu) ?? [];

/** The formula with every name in it changed. */
function renamed(formula: Formula, change: (name: string) => string): Formula {
  const inside = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(inside);
    if (typeof part !== "object" || part === null) return part;
    if ("kind" in part && part.kind === "symbol" && "name" in part)
      return { kind: "symbol", name: change(String(part.name)) };
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inside(value)]));
  };
  return inside(formula) as Formula;
}
