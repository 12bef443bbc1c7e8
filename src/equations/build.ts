/** The constructors: the only way to make an expression. Each keeps its result canonical. */
export { axis, constant, extent, half, minusOne, one, openIndex, read, two, zero } from "./leaves.ts";
export { add, divide, mul, negate, power, sub } from "./ring.ts";
export { call } from "./call.ts";
export { always, and, equal, less, lessOrEqual, not, or } from "./conditions.ts";
export { select } from "./select.ts";
export { mapScalar, open, reduce, substitute, sum } from "./reduce.ts";
