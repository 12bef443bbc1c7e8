import type { Place } from "../context.ts";
import type { ArrayValue } from "../value.ts";

/** An application of a library function: its name as written, and where it stands. */
export interface Application extends Place {
  readonly name: string;
}

/** A function of the library. */
export interface LibraryFunction {
  /** The least and the most arguments it takes. */
  readonly arity: readonly [number, number];
  readonly apply: (given: readonly ArrayValue[], application: Application) => ArrayValue | undefined;
}

export const unary = (
  apply: (value: ArrayValue, application: Application) => ArrayValue | undefined,
): LibraryFunction => ({
  arity: [1, 1],
  apply: ([value], application) => value && apply(value, application),
});

export const binary = (
  apply: (left: ArrayValue, right: ArrayValue, application: Application) => ArrayValue | undefined,
): LibraryFunction => ({
  arity: [2, 2],
  apply: ([left, right], application) => left && right && apply(left, right, application),
});
