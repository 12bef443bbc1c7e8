import type { Expression } from "../syntax/syntax.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { applicationNotes, type Context, type Place, type Scope } from "./context.ts";
import { type ArrayValue, isLiteral, isScalar, sameDim, sameShape, shapeText, transposed } from "./value.ts";

/** An operand with what the user wrote for it; of a chain `a + b + c` the left operand is all that stands before. */
export interface Operand {
  readonly value: ArrayValue;
  readonly span: Span;
  /** Whether it can be followed by `'` or stand in a product without brackets. */
  readonly tight: boolean;
}

const loose: ReadonlySet<Expression["kind"]> = new Set(["binary", "unary", "if"]);

export const operand = (expression: Expression, value: ArrayValue): Operand => ({
  value,
  span: expression.span,
  tight: !loose.has(expression.kind),
});

/** Two operands that do not fit, and the operator between them. */
export interface Misfit {
  readonly operator: string;
  readonly left: Operand;
  readonly right: Operand;
  readonly span: Span;
  readonly context: Context;
  readonly scope: Scope;
}

/** Both shapes with the operator between them, what each belongs to, and the application it happens in. */
function shapesOf({ left, right, operator, context, scope }: Misfit): { shapes: string; notes: string[] } {
  const notes = [left, right].flatMap(({ value, span }) => {
    const text = context.problems.quote(span);
    return text === undefined ? [] : [`\`${text}\` is ${shapeText(value)}`];
  });
  const shapes = `${shapeText(left.value)} ${operator} ${shapeText(right.value)}`;
  return { shapes, notes: [...notes, ...applicationNotes(scope, shapeText)] };
}

/** The operand as it can stand in a repair, or `undefined` where it is too long to repeat. */
function written({ span, tight }: Operand, context: Context): string | undefined {
  const text = context.problems.quote(span);
  return text === undefined || tight || text.startsWith("(") ? text : `(${text})`;
}

/** A matrix product whose inner dimensions differ. */
export function reportProduct(misfit: Misfit, fit: Fit): void {
  const { shapes, notes } = shapesOf(misfit);
  const [left, right] = [misfit.left.value, misfit.right.value];
  const repairs = productRepairs(misfit, fit);
  const inner = { ...left, axes: left.axes.slice(-1) };
  if (repairs.length === 0 && reportTwoSizes(inner, { ...right, axes: right.axes.slice(0, 1) }, shapes, notes, misfit))
    return;
  misfit.context.problems.report("E0301", `the matrix product \`${shapes}\` does not fit`, {
    span: misfit.span,
    notes,
    repairs,
  });
}

/** Where a literal size meets a dimension that is fixed to another, or another literal; whether that is so. */
function reportTwoSizes(
  left: ArrayValue,
  right: ArrayValue,
  shapes: string,
  notes: readonly string[],
  { context, span }: Pick<Misfit, "context" | "span">,
): boolean {
  if (left.axes.length !== right.axes.length || left.row !== right.row) return false;
  for (const [at, { dim: a }] of left.axes.entries()) {
    const b = right.axes[at]?.dim;
    if (a.size === undefined || b?.size === undefined || a.size === b.size || !(isLiteral(a) || isLiteral(b))) continue;
    const named = [a, b].find((dim) => !isLiteral(dim));
    const what = named ? `the dimension \`${named.name}\` is used with` : "one dimension is used with";
    context.problems.report("E0307", `${what} the sizes ${a.size} and ${b.size} in \`${shapes}\``, { span, notes });
    return true;
  }
  return false;
}

/** Whether two arrays go together. */
type Fit = (a: ArrayValue, b: ArrayValue) => boolean;

function productRepairs(misfit: Misfit, fit: Fit): string[] {
  const [left, right] = [misfit.left.value, misfit.right.value];
  if (left.axes.length > 2 || right.axes.length > 2) {
    return ["write it in index notation: `c[i, j] = sum(k in n, a[i, k] * b[k, j])`"];
  }
  const vectors = left.axes.length === 1 && right.axes.length === 1;
  const turned = turnings.filter(({ turnLeft, turnRight }) =>
    fit(turnLeft ? transposed(left) : left, turnRight ? transposed(right) : right),
  );
  const repairs = turned.slice(0, vectors ? 2 : 1).map((turning) => turnedProduct(misfit, turning));
  // Where both would have to be turned, they are the wrong way round more likely.
  if (repairs.length > 0 && turned[0]?.turnLeft && turned[0].turnRight) repairs.unshift(swappedProduct(misfit));
  return sameShape(left, right) ? [...repairs, "for the product element by element, write `.*`"] : repairs;
}

interface Turning {
  readonly turnLeft: boolean;
  readonly turnRight: boolean;
}

/** The transposes that may have been forgotten, the likeliest first. */
const turnings: readonly Turning[] = [
  { turnLeft: true, turnRight: false },
  { turnLeft: false, turnRight: true },
  { turnLeft: true, turnRight: true },
];

function turnedProduct({ left, right, context }: Misfit, { turnLeft, turnRight }: Turning): string {
  const [a, b] = [written(left, context) ?? "a", written(right, context) ?? "b"];
  return `did you mean \`${turnLeft ? turnedText(a) : a} * ${turnRight ? turnedText(b) : b}\`?`;
}

function swappedProduct({ left, right, context }: Misfit): string {
  return `did you mean \`${written(right, context) ?? "b"} * ${written(left, context) ?? "a"}\`?`;
}

/** `a'`, and `a` again for `a'`. */
const turnedText = (text: string): string => (text.endsWith("'") ? text.slice(0, -1) : `${text}'`);

/** Shapes that differ where an operator works element by element. */
export function reportElementwise(misfit: Misfit): void {
  const { shapes, notes } = shapesOf(misfit);
  if (reportTwoSizes(misfit.left.value, misfit.right.value, shapes, notes, misfit)) return;
  misfit.context.problems.report("E0302", `the shapes differ in \`${shapes}\``, {
    span: misfit.span,
    notes,
    repairs: elementwiseRepairs(misfit),
  });
}

/** The arguments of a function that are not of one shape. */
export function reportArguments(
  name: string,
  left: ArrayValue,
  right: ArrayValue,
  { context, scope, span }: Place,
): void {
  const shapes = `${name}(${shapeText(left)}, ${shapeText(right)})`;
  const notes = applicationNotes(scope, shapeText);
  if (reportTwoSizes(left, right, shapes, notes, { context, span })) return;
  context.problems.report("E0302", `the shapes differ in \`${shapes}\``, { span, notes });
}

function elementwiseRepairs(misfit: Misfit): string[] {
  const { left, right, operator, context } = misfit;
  const ranks = [left.value.axes.length, right.value.axes.length];
  if (ranks.every((rank) => rank <= 2) && sameShape(transposed(left.value), right.value)) {
    const [a, b] = [written(left, context) ?? "a", written(right, context) ?? "b"];
    return [`did you mean \`${turnedText(a)} ${operator} ${b}\`, or \`${a} ${operator} ${turnedText(b)}\`?`];
  }
  if (ranks[0] === 2 && ranks[1] === 1) return broadcastRepairs(left, right, operator, context);
  if (ranks[0] === 1 && ranks[1] === 2) return broadcastRepairs(right, left, operator, context);
  return ranks[0] === ranks[1]
    ? []
    : ["say in index notation what is meant, as in `c[i, j, k] = a[i, j, k] + b[i, j]`"];
}

/** A vector beside a matrix: which axis is it to be repeated along? */
function broadcastRepairs(matrix: Operand, vector: Operand, operator: string, context: Context): string[] {
  const [rows, columns] = matrix.value.axes;
  const [along] = vector.value.axes;
  if (!rows || !columns || !along) return [];
  const column = written(vector.value.row ? { ...vector, value: transposed(vector.value) } : vector, context) ?? "b";
  const upright = vector.value.row ? `${column}'` : column;
  const lying = vector.value.row ? column : `${column}'`;
  const repairs: string[] = [];
  if (sameDim(rows.dim, along.dim))
    repairs.push(`to repeat it in each column, write \`${upright} * ones(${columns.dim.name})'\``);
  if (sameDim(columns.dim, along.dim))
    repairs.push(`to repeat it in each row, write \`ones(${rows.dim.name}) * ${lying}\``);
  const at = sameDim(rows.dim, along.dim) ? "i" : "j";
  return repairs.length > 0 ? [...repairs, `or use index notation: \`c[i, j] = a[i, j] ${operator} b[${at}]\``] : [];
}

/** What a misfit is not about: one of them is a scalar. */
export const anyScalar = (...values: readonly ArrayValue[]): boolean => values.some(isScalar);
