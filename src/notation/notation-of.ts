import { axis, read } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { transposes } from "./compose.ts";
import type { Formula, Line } from "./formula.ts";
import { Letters, letteringOf } from "./letters.ts";
import type { Element, Notation, Surroundings } from "./notation.ts";
import { type Order, ordersOf } from "./orientation.ts";
import { type Frame, NoArrayForm, type Page } from "./page.ts";
import { symbolsOf } from "./symbols.ts";
import { write, writeTerm } from "./write.ts";

const unmarked: ReadonlySet<Scalar> = new Set();

/** Roughly how many characters a line may have. */
const room = 4000;

/** How the equations of a system are written on paper. */
export const notationOf = (surroundings: Surroundings): Notation => new Writer(surroundings);

class Writer implements Notation {
  readonly #arrays: Page;
  readonly #components: Page;
  readonly #isMatrix: boolean;
  readonly #written: ReadonlyMap<string, Equation>;

  constructor(surroundings: Surroundings) {
    const { system, written, style } = surroundings;
    this.#isMatrix = style.notation === "matrix";
    this.#written = new Map(written.equations.map((equation) => [equation.name, equation]));
    const blank = pageFor(surroundings);
    const orders = ordersOf(system, written, (equation, ways, others) =>
      this.#isMatrix ? leastTransposed(ways, equation, { page: blank, orders: others, system }) : ways[0]!,
    );
    this.#arrays = withOrders(blank, orders);
    this.#components = { ...this.#arrays, isExplicit: () => true, components: true };
  }

  symbol(tensor: string): Formula {
    return this.#arrays.symbol(tensor);
  }

  axesOf(tensor: string): readonly Dim[] {
    const axes = this.#arrays.axesOf(tensor);
    return this.orderOf(tensor).map((position) => axes[position]!);
  }

  orderOf(tensor: string): readonly number[] {
    return this.#arrays.orderOf(tensor);
  }

  line(equation: Equation, { marked = unmarked, left }: Parameters<Notation["line"]>[1] = {}): Line {
    const { name, axes, origin } = equation;
    return this.#either((page) => {
      const seen = placesOf(equation, page, left).filter((position) => page.isExplicit(axes[position]!));
      const indices = seen.map((position) => axis(position, axes[position]!));
      const given = seen.map((position) => origin.axisNames?.[position] ?? this.#axisName(name, position));
      const inside = { ...page, letters: page.letters.with(indices, given) };
      return {
        equation: name,
        ...sides(equation, { ...inside, marked }, left),
        ranges: indices.map((index) => ({ index: inside.letters.of(index), dim: index.dim.name })),
      };
    });
  }

  /** What the user calls the index of an axis. */
  #axisName(tensor: string, position: number): string | undefined {
    return this.#written.get(tensor)?.origin.axisNames?.[this.orderOf(tensor).indexOf(position)];
  }

  formula({ body, axes }: Element, marked: ReadonlySet<Scalar> = unmarked): Formula {
    return this.#either((page) => {
      const seen = axes.filter(({ dim }) => page.isExplicit(dim));
      return write(body, frameOf(axes, page), { ...page, marked, letters: page.letters.with(seen) });
    });
  }

  /** In whole arrays where that is wanted and there is a way, else by indices. */
  #either<T>(written: (page: Page) => T): T {
    const inArrays = this.#isMatrix ? orNothing(() => written(this.#arrays)) : undefined;
    return inArrays ?? written(this.#components);
  }
}

function pageFor({ system, written, style, elements, ...given }: Surroundings): Page {
  const axes = new Map([...system.inputs, ...system.equations].map((tensor) => [tensor.name, tensor.axes]));
  const equations = new Map(system.equations.map((equation) => [equation.name, equation]));
  const data = new Set(system.inputs.filter(({ role }) => role === "data").map(({ name }) => name));
  const symbols = symbolsOf({ system, written, style, ...given });
  return {
    isExplicit: ({ name }) => style.explicit.has(name),
    components: false,
    letters: new Letters(letteringOf(system, written)),
    symbol: (tensor) => known(symbols.get(tensor), tensor),
    element: (tensor) => elements?.get(tensor),
    orderOf: (tensor) => known(axes.get(tensor), tensor).map((_, position) => position),
    axesOf: (tensor) => known(axes.get(tensor), tensor),
    equation: (tensor) => equations.get(tensor),
    isData: (tensor) => data.has(tensor),
    marked: unmarked,
    room,
    write,
    term: writeTerm,
  };
}

const withOrders = (page: Page, orders: ReadonlyMap<string, Order>): Page => ({
  ...page,
  orderOf: (tensor) => known(orders.get(tensor), tensor),
});

interface Choice {
  readonly page: Page;
  readonly orders: ReadonlyMap<string, Order>;
  readonly system: System;
}

/** The way to lay out an equation that shows the fewest transposes in it and in those that read it. */
function leastTransposed(ways: readonly Order[], equation: Equation, { page, orders, system }: Choice): Order {
  const readers = system.equations.filter(({ body }) => tensorsIn(body).has(equation.name));
  const count = (order: Order): number => {
    const trial = withOrders(page, new Map([...orders, [equation.name, order]]));
    return [equation, ...readers].reduce((total, one) => total + transposesOf(one, trial), 0);
  };
  const counts = ways.map(count);
  return ways[counts.indexOf(Math.min(...counts))] ?? [];
}

function transposesOf(equation: Equation, page: Page): number {
  const { axes } = equation;
  const seen = axes.map((dim, position) => axis(position, dim)).filter(({ dim }) => page.isExplicit(dim));
  const written = orNothing(() => sides(equation, { ...page, letters: page.letters.with(seen) }));
  return written ? transposes(written.right) : 0;
}

/** Both sides of an equation, as its tensor lies; another expression over the same axes may stand on the left. */
function sides(equation: Equation, page: Page, left?: Scalar): Pick<Line, "left" | "right"> {
  const { name, axes, body } = equation;
  const indices = axes.map((dim, position) => axis(position, dim));
  const frame = frameOf(
    placesOf(equation, page, left).map((position) => indices[position]!),
    page,
  );
  const unmarkedPage = { ...page, marked: unmarked };
  return { left: write(left ?? read(name, indices), frame, unmarkedPage), right: write(body, frame, page) };
}

/** The positions of the axes in the order in which they lie: that of the tensor, unless the line is about something else. */
const placesOf = ({ name, axes }: Equation, page: Page, left?: Scalar): Order =>
  left ? axes.map((_, position) => position) : page.orderOf(name);

/** The first index that is not seen runs down the rows, the second along the columns. */
function frameOf(indices: readonly Index[], page: Page): Frame {
  const [row, column, more] = indices.filter(({ dim }) => !page.isExplicit(dim));
  if (more) throw new NoArrayForm();
  return { row, column };
}

/** What is written, or nothing where it has no form as whole arrays. */
function orNothing<T>(written: () => T): T | undefined {
  try {
    return written();
  } catch (error) {
    if (error instanceof NoArrayForm) return undefined;
    throw error;
  }
}

function known<T>(value: T | undefined, tensor: string): T {
  if (value === undefined) throw new Error(`internal: ${tensor} is not of the system that is written`);
  return value;
}
