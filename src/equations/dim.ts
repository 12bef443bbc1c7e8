/**
 * A dimension: a name, and its size where that is fixed at compile time. Two dimensions are the same
 * when their names are; a literal size, as in `W[3, k]`, is a dimension named by its digits.
 */
export interface Dim {
  readonly name: string;
  readonly size: number | undefined;
}
