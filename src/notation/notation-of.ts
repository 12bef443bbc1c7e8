import { axis } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import type { Formula, Line } from "./formula.ts";
import { Letters, letteringOf } from "./letters.ts";
import type { Element, Notation, Surroundings } from "./notation.ts";
import { ordersOf } from "./orientation.ts";
import { type Frame, NoArrayForm, type Page } from "./page.ts";
import { symbolsOf } from "./symbols.ts";
import { write, writeTerm } from "./write.ts";

const unmarked: ReadonlySet<Scalar> = new Set();

/** How the equations of a system are written on paper. */
export function notationOf(surroundings: Surroundings): Notation {
  return new Writer(surroundings);
}

class Writer implements Notation {
  readonly #arrays: Page;
  readonly #components: Page;
  readonly #isMatrix: boolean;
  readonly #written: ReadonlyMap<string, Equation>;

  constructor(surroundings: Surroundings) {
    const { system, written, style } = surroundings;
    const orders = ordersOf(system, written);
    const axes = new Map([...system.inputs, ...system.equations].map((tensor) => [tensor.name, tensor.axes]));
    const equations = new Map(system.equations.map((equation) => [equation.name, equation]));
    const data = new Set(system.inputs.filter(({ role }) => role === "data").map(({ name }) => name));
    const symbols = symbolsOf(surroundings);
    this.#isMatrix = style.notation === "matrix";
    this.#written = new Map(written.equations.map((equation) => [equation.name, equation]));
    this.#arrays = {
      isExplicit: ({ name }) => style.explicit.has(name),
      components: false,
      letters: new Letters(letteringOf(system, written)),
      symbol: (tensor) => symbols.get(tensor) ?? { kind: "symbol", name: tensor },
      orderOf: (tensor) => known(orders.get(tensor), tensor),
      axesOf: (tensor) => known(axes.get(tensor), tensor),
      equation: (tensor) => equations.get(tensor),
      isData: (tensor) => data.has(tensor),
      marked: unmarked,
      room: 4000,
      write,
      term: writeTerm,
    };
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

  line(equation: Equation): Line {
    return this.#either((page) => this.#lineOn(page, equation));
  }

  formula({ body, axes }: Element, marked: ReadonlySet<Scalar> = unmarked): Formula {
    return this.#either((page) => {
      const inside = { ...page, marked, letters: page.letters.with(axes.filter(({ dim }) => page.isExplicit(dim))) };
      return write(body, frameOf(axes, page), inside);
    });
  }

  /** In whole arrays where that is wanted and there is a way, else by indices. */
  #either<T>(written: (page: Page) => T): T {
    if (!this.#isMatrix) return written(this.#components);
    try {
      return written(this.#arrays);
    } catch (error) {
      if (error instanceof NoArrayForm) return written(this.#components);
      throw error;
    }
  }

  #lineOn(page: Page, { name, axes, body, origin }: Equation): Line {
    const order = page.orderOf(name);
    const indices = order.map((position) => axis(position, axes[position]!));
    const seen = indices.filter(({ dim }) => page.isExplicit(dim));
    const written = this.#written.get(name);
    const given = origin.axisNames ? order.map((position) => origin.axisNames?.[position]) : written?.origin.axisNames;
    const letters = page.letters.with(
      seen,
      seen.map((index) => given?.[indices.indexOf(index)]),
    );
    const inside = { ...page, letters };
    const frame = frameOf(indices, page);
    const places = seen.map((index) => letters.of(index));
    return {
      equation: name,
      left: leftOf(page.symbol(name), places, page),
      right: write(body, frame, inside),
      ranges: seen.map((index) => ({ index: letters.of(index), dim: index.dim.name })),
    };
  }
}

function leftOf(of: Formula, indices: readonly Formula[], { components }: Page): Formula {
  if (indices.length === 0) return of;
  return components ? { kind: "component", of, indices } : { kind: "sample", of, indices };
}

/** The first index that is not seen runs down the rows, the second along the columns. */
function frameOf(indices: readonly Index[], page: Page): Frame {
  const [row, column, more] = indices.filter(({ dim }) => !page.isExplicit(dim));
  if (more) throw new NoArrayForm();
  return { row, column };
}

function known<T>(value: T | undefined, tensor: string): T {
  if (value === undefined) throw new Error(`internal: ${tensor} is not of the system that is written`);
  return value;
}
