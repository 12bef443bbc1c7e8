import type { Span } from "../diagnostics/diagnostic.ts";
import { abstract } from "./abstract.ts";
import type { ElementwiseFunction } from "./functions.ts";
import { oriented } from "./ring.ts";
import type { Scalar } from "./scalar.ts";
import { isInteger, isNegative } from "../util/rational.ts";

/** Where an operation is written, and on what, in the words of the user. */
export interface Place {
  readonly span: Span;
  /** The argument or the divisor; absent where it is too long to repeat, or not written as such. */
  readonly operand: string | undefined;
  /** In a branch of `if`. */
  readonly guarded: boolean;
}

/** Operations that are not defined everywhere, or overflow: quotients, roots and some functions. */
export type Operation = "quotient" | "root" | ElementwiseFunction;

/** An operation in an expression, and its first argument. */
export interface Operated {
  readonly operation: Operation;
  readonly operand: Scalar;
}

const noted: ReadonlySet<ElementwiseFunction> = new Set<ElementwiseFunction>([
  ...(["log", "log1p", "asin", "acos", "pow", "xlogy", "exp", "expm1", "sinh", "cosh"] as const),
]);

/** What is noted of one part of an expression: x^(−½) is a root and a quotient. */
export function operationsOf(part: Scalar): Operated[] {
  if (part.kind === "power") {
    const { base: operand, exponent } = part;
    return [
      ...(isNegative(exponent) ? [{ operation: "quotient" as const, operand }] : []),
      ...(isInteger(exponent) ? [] : [{ operation: "root" as const, operand }]),
    ];
  }
  if (part.kind !== "call" || !noted.has(part.fn)) return [];
  const operand = part.fn === "xlogy" ? part.args[1] : part.args[0];
  return operand ? [{ operation: part.fn, operand }] : [];
}

/**
 * Where the inputs and the operations of a model are written. Expressions do not say where they come from, since equal ones are one
 * object; so each operation is looked up by what it operates on, whatever its indices are called.
 */
export class Places {
  readonly #declared = new Map<string, Span>();
  readonly #places = new Map<Operation, Map<Scalar, Place>>();

  /** The first place counts, but one in a branch only as long as there is no other. */
  note({ operation, operand }: Operated, place: Place): void {
    const places = this.#places.get(operation) ?? new Map<Scalar, Place>();
    this.#places.set(operation, places);
    const key = keyOf(operand);
    const before = places.get(key);
    if (!before || (before.guarded && !place.guarded)) places.set(key, place);
    // The square of a norm is one no longer: what is divided by is the sum below it.
    const [below] = operand.kind === "call" && operand.fn === "norm" ? operand.args : [];
    if (operation === "quotient" && below) this.note({ operation, operand: below }, place);
  }

  /** Notes where an input is declared. */
  noteInput(name: string, span: Span): void {
    this.#declared.set(name, span);
  }

  ofInput(name: string): Span | undefined {
    return this.#declared.get(name);
  }

  of({ operation, operand }: Operated): Place | undefined {
    return this.#places.get(operation)?.get(keyOf(operand));
  }
}

/** Up to sign: which of a − b and b − a a quotient keeps depends on the names of indices. */
const keyOf = (operand: Scalar): Scalar => oriented(abstract(operand).body).base;
