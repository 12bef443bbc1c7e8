import type { Dim } from "../equations/dim.ts";
import type { Term } from "../equations/intern.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import type { Formula } from "./formula.ts";
import type { Letters } from "./letters.ts";

/**
 * Which index runs down the rows of an array and which along its columns. A column vector has no index along the
 * columns, a row vector none down the rows, and a scalar neither.
 */
export interface Frame {
  readonly row: Index | undefined;
  readonly column: Index | undefined;
}

export const scalarFrame: Frame = { row: undefined, column: undefined };
export const columnFrame = (row: Index): Frame => ({ row, column: undefined });
export const flipped = ({ row, column }: Frame): Frame => ({ row: column, column: row });
export const isScalarFrame = ({ row, column }: Frame): boolean => row === undefined && column === undefined;
export const sameFrame = (a: Frame, b: Frame): boolean => a.row === b.row && a.column === b.column;

/** The part of a frame that a term has to do with. */
export const within = ({ row, column }: Frame, indices: readonly Index[]): Frame => ({
  row: row && indices.includes(row) ? row : undefined,
  column: column && indices.includes(column) ? column : undefined,
});

/** What is known where a formula is written. */
export interface Page {
  /** Whether an index keeps its letter; the others run over whole rows and columns and are not seen. */
  readonly isExplicit: (dim: Dim) => boolean;
  /** Whether all indices of an element are set below it, instead of above as those of a sample. */
  readonly components: boolean;
  readonly letters: Letters;
  readonly symbol: (tensor: string) => Formula;
  /** How an element of a tensor is shown, where that is not its name with indices. */
  readonly element: (tensor: string) => ((indices: readonly Formula[]) => Formula) | undefined;
  /** The positions of the axes of a tensor in the order in which it is laid out. */
  readonly orderOf: (tensor: string) => readonly number[];
  readonly axesOf: (tensor: string) => readonly Dim[];
  readonly equation: (tensor: string) => Equation | undefined;
  /** Inputs that are given and not sought. */
  readonly isData: (tensor: string) => boolean;
  readonly marked: ReadonlySet<Term>;
  /** Roughly how many characters there is room for; what would go far beyond is left out. */
  readonly room: number;
  /** The array whose elements the scalar is, in the frame; in full, with 1 wherever it is repeated. */
  readonly write: (scalar: Scalar, frame: Frame, page: Page) => Formula;
  /** The same as a term or an argument, where a scalar may stand beside arrays. */
  readonly term: (scalar: Scalar, frame: Frame, page: Page) => Formula;
}

/** The free indices that are not seen. */
export const hidden = (term: Term, { isExplicit }: Page): readonly Index[] =>
  term.free.filter(({ dim }) => !isExplicit(dim));

type Known = Map<object, { readonly frame: Frame; readonly formula: Formula }[]>;

const pages = new WeakMap<Page, Known>();

/** What has been written on the page before is not worked out again: each way round is asked for many times. */
export function remembered(key: object, frame: Frame, page: Page, write: () => Formula): Formula {
  const known = pages.get(page) ?? new Map<object, { readonly frame: Frame; readonly formula: Formula }[]>();
  pages.set(page, known);
  const before = known.get(key)?.find((entry) => sameFrame(entry.frame, frame));
  if (before) return before.formula;
  const formula = write();
  known.set(key, [...(known.get(key) ?? []), { frame, formula }]);
  return formula;
}

/** Thrown where an expression has no form as whole arrays, and caught where a line is begun: it is written by indices then. */
export class NoArrayForm extends Error {}
