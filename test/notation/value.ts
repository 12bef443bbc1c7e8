/**
 * What a formula of whole arrays stands for: numbers by row and column, and how many there are. The column of ones and
 * the identity are as large as their surroundings want them.
 */
export interface Value {
  readonly rows: number | undefined;
  readonly columns: number | undefined;
  readonly at: (row: number, column: number) => number;
}

export const numberValue = (value: number): Value => ({ rows: 1, columns: 1, at: () => value });

export const isNumberValue = ({ rows, columns }: Value): boolean => rows === 1 && columns === 1;

export function asNumber(value: Value): number {
  if (!isNumberValue(value)) throw new Error("an array stands where a number is wanted");
  return value.at(0, 0);
}

/** Every element computed once. */
function held({ rows, columns, at }: Value): Value {
  if (rows === undefined || columns === undefined) return { rows, columns, at };
  const all = Array.from({ length: rows * columns }, (_, k) => at(Math.floor(k / columns), k % columns));
  return { rows, columns, at: (row, column) => all[row * columns + column]! };
}

function agreed(sizes: readonly (number | undefined)[]): number | undefined {
  const given = [...new Set(sizes.filter((size) => size !== undefined))];
  if (given.length > 1) throw new Error(`arrays of different shapes: ${given.join(" and ")}`);
  return given[0];
}

/** A function of elements; numbers stand beside arrays. */
export function each(values: readonly Value[], combine: (elements: readonly number[]) => number): Value {
  const arrays = values.filter((value) => !isNumberValue(value));
  const rows = arrays.length === 0 ? 1 : agreed(arrays.map((value) => value.rows));
  const columns = arrays.length === 0 ? 1 : agreed(arrays.map((value) => value.columns));
  return held({
    rows,
    columns,
    at: (i, j) => combine(values.map((value) => (isNumberValue(value) ? value.at(0, 0) : value.at(i, j)))),
  });
}

export const transposed = ({ rows, columns, at }: Value): Value => ({
  rows: columns,
  columns: rows,
  at: (i, j) => at(j, i),
});

export function product(a: Value, b: Value): Value {
  const inner = agreed([a.columns, b.rows]);
  if (inner === undefined) throw new Error("a product over an index of unknown size");
  return held({
    rows: a.rows,
    columns: b.columns,
    at: (i, j) => Array.from({ length: inner }, (_, k) => a.at(i, k) * b.at(k, j)).reduce((x, y) => x + y, 0),
  });
}

/** All elements, row by row. */
export function elementsOf({ rows, columns, at }: Value): number[] {
  if (rows === undefined || columns === undefined) throw new Error("the elements of an array of unknown size");
  return Array.from({ length: rows * columns }, (_, k) => at(Math.floor(k / columns), k % columns));
}

export const rowsOf = (value: Value): number[][] =>
  Array.from({ length: value.rows ?? NaN }, (_, i) =>
    Array.from({ length: value.columns ?? NaN }, (_, j) => value.at(i, j)),
  );

export const column = (values: readonly number[]): Value => ({
  rows: values.length,
  columns: 1,
  at: (i) => values[i]!,
});
