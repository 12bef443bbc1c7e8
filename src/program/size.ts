/** A dimension: a name, and its size where that is fixed when the module is emitted. */
export interface Dim {
  readonly name: string;
  readonly size: number | undefined;
}

/** A whole number that may depend on the sizes: a polynomial over dimensions, like terms collected, in one order. */
export type Size = readonly Monomial[];

export interface Monomial {
  readonly coefficient: number;
  /** Names of dimensions, sorted; one that occurs twice is squared. */
  readonly dims: readonly string[];
}

const key = (dims: readonly string[]): string => JSON.stringify(dims);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function collect(monomials: readonly Monomial[]): Size {
  const collected = new Map<string, Monomial>();
  for (const { coefficient, dims } of monomials) {
    const before = collected.get(key(dims))?.coefficient ?? 0;
    collected.set(key(dims), { coefficient: before + coefficient, dims });
  }
  return [...collected.values()]
    .filter(({ coefficient }) => coefficient !== 0)
    .sort((a, b) => b.dims.length - a.dims.length || compareText(key(a.dims), key(b.dims)));
}

export const wholeSize = (value: number): Size => collect([{ coefficient: value, dims: [] }]);

/** The size of one dimension. */
export const dimSize = ({ name, size }: Dim): Size =>
  size === undefined ? [{ coefficient: 1, dims: [name] }] : wholeSize(size);

export const addSizes = (...sizes: readonly Size[]): Size => collect(sizes.flat());

/** The same for however many. */
export const totalSize = (sizes: readonly Size[]): Size => collect(sizes.flat());

export const multiplySizes = (...sizes: readonly Size[]): Size =>
  sizes.reduce<Size>(
    (product, size) =>
      collect(
        product.flatMap((a) =>
          size.map((b) => ({
            coefficient: a.coefficient * b.coefficient,
            dims: [...a.dims, ...b.dims].sort(compareText),
          })),
        ),
      ),
    wholeSize(1),
  );

/** How many elements an array with these axes has. */
export const shapeSize = (axes: readonly Dim[]): Size => multiplySizes(...axes.map(dimSize));

/** All elements of an array, one after the other, as one dimension. */
export const flatDim = (axes: readonly Dim[]): Dim => ({
  name: axes.map(({ name }) => name).join("·"),
  size: axes.reduce<number | undefined>(
    (all, { size }) => (all === undefined || size === undefined ? undefined : all * size),
    1,
  ),
});

/** Whether two sizes are the same polynomial. */
export const sameSize = (a: Size, b: Size): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `2·m0·n + 3`, with whatever stands for multiplication. */
export function printSize(size: Size, times = "·", nameOf: (dim: string) => string = (dim) => dim): string {
  if (size.length === 0) return "0";
  return size
    .map(({ coefficient, dims }) => {
      const factors = coefficient === 1 && dims.length > 0 ? [] : [String(coefficient)];
      return [...factors, ...dims.map(nameOf)].join(times);
    })
    .join(" + ");
}
