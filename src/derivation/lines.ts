import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { indicesOf } from "./chain.ts";
import type { Step } from "./derivation.ts";

/** A step before it has its number. */
export type Line = Omit<Step, "number">;

/** A body over the axes of a tensor. */
export const over = ({ axes }: Pick<Equation, "axes">, body: Scalar): Step["right"] => ({
  body,
  axes: indicesOf(axes),
});

export const unchanged: ReadonlySet<Scalar> = new Set();
