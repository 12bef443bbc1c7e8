import { add, mul, negate, power } from "../equations/build.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { BinaryExpression, BinaryOperator, Expression } from "../syntax/syntax.ts";
import type { Context, Scope } from "./context.ts";
import { anyScalar, type Misfit, type Operand, operand, reportElementwise, reportProduct } from "./misfit.ts";
import { leadingBits, requireBits } from "./magnitude.ts";
import { caret, elementwisePower } from "./power.ts";
import { contractsUnsized, matrixProduct, multiplies } from "./product.ts";
import { type ArrayValue, elementAt, fits, isScalar, sameShape, unsized } from "./value.ts";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | ".*" | "./" | "^" | ".^";
type Join = "add" | "mul";

/**
 * What stands left of an operator in a chain `a + b − c …`. The elements of a run of additions, or of
 * multiplications, are kept apart until the run ends, so that a sum of thousands of terms is built at once.
 */
class Run {
  #axes: readonly Index[];
  #row: boolean;
  #elements: Scalar[];
  #join: Join = "add";
  #bits = 0;

  constructor({ axes, body, row }: ArrayValue) {
    this.#axes = axes;
    this.#row = row;
    this.#elements = [body];
  }

  /** The shape so far; its body is no one's. */
  get shape(): ArrayValue {
    return { axes: this.#axes, row: this.#row, body: this.#elements[0]! };
  }

  /** About how many bits the constant of a product has. */
  get bits(): number {
    return this.#bits;
  }

  /** One more operand, which fits. */
  extend(join: Join, right: ArrayValue, change: (element: Scalar) => Scalar): void {
    if (join !== this.#join) this.#elements = [this.value.body];
    if (join !== this.#join) this.#bits = leadingBits(this.#elements[0]!);
    this.#bits += leadingBits(right.body);
    this.#join = join;
    if (isScalar(this.shape)) [this.#axes, this.#row] = [right.axes, right.row];
    this.#axes = this.#axes.map((axis, at) => (axis.dim === unsized ? (right.axes[at] ?? axis) : axis));
    this.#elements.push(change(isScalar(right) ? right.body : elementAt(right, this.#axes)));
  }

  get value(): ArrayValue {
    const [only] = this.#elements;
    const joined = this.#elements.length === 1 && only ? only : (this.#join === "add" ? add : mul)(...this.#elements);
    return { axes: this.#axes, row: this.#row, body: joined };
  }
}

interface Step extends Misfit {
  readonly run: Run;
  readonly count: { products: number };
}
type Operate = (step: Step) => Run | undefined;

const reciprocal = (element: Scalar): Scalar => power(element, -1);
const same = (element: Scalar): Scalar => element;

/** An operator that works element by element. */
const joining =
  (join: Join, change: (element: Scalar) => Scalar): Operate =>
  (step) => {
    const right = step.right.value;
    if (!fits(step.run.shape, right)) {
      reportElementwise(step);
      return undefined;
    }
    step.run.extend(join, right, change);
    return join === "add" || requireBits(step.run.bits, step) ? step.run : undefined;
  };

const times = joining("mul", same);
const over: Operate = (step) => {
  const { context, scope, right } = step;
  context.note(reciprocal(right.value.body), right.span, right.span, scope);
  return joining("mul", reciprocal)(step);
};

/** What each operator makes of the run before it and the operand after it. */
const operations: { readonly [O in ArithmeticOperator]: Operate } = {
  "+": joining("add", same),
  "-": joining("add", negate),
  ".*": times,
  "./": over,
  "*": (step) => (anyScalar(step.run.shape, step.right.value) ? times(step) : product(step)),
  "/": (step) => (anyScalar(step.run.shape, step.right.value) ? over(step) : refuseQuotient(step)),
  "^": (step) => noted(caret({ ...step.left, value: step.run.value }, step.right.value, step), step),
  ".^": raise,
};

/** A power is written from its base to its exponent, whatever else stands before it in the chain. */
function noted(value: ArrayValue | undefined, { context, scope, left, right }: Step): Run | undefined {
  if (value) context.note(value.body, { start: left.span.start, end: right.span.end }, left.span, scope);
  return started(value);
}

const started = (value: ArrayValue | undefined): Run | undefined => value && new Run(value);

/** The longest product of matrices in one expression: its sums nest. */
const MOST_PRODUCTS = 100;

function product(step: Step): Run | undefined {
  const [left, right] = [step.run.value, step.right.value];
  const { problems } = step.context;
  if (!multiplies(left, right)) {
    reportProduct(step, multiplies);
  } else if (contractsUnsized(left, right)) {
    problems.report("E0312", "the inner size of this product cannot be told", { span: step.span });
  } else if (++step.count.products > MOST_PRODUCTS) {
    problems.report("E0108", `more than ${MOST_PRODUCTS} matrix products in one chain`, {
      span: step.span,
      repairs: ["give a part of it a name of its own"],
    });
  } else {
    return new Run(matrixProduct(left, right));
  }
  return undefined;
}

function refuseQuotient(step: Step): undefined {
  const alike = sameShape(step.left.value, step.right.value);
  reportQuotient(step, alike ? ["for the quotient element by element, write `./`"] : []);
  return undefined;
}

function reportQuotient({ context, span, left, right }: Step, repairs: readonly string[]): void {
  const { problems } = context;
  const texts = [left, right].flatMap(({ span: place }) => problems.quote(place) ?? []);
  problems.report("E0310", "`/` needs a scalar on one side", {
    span,
    notes: texts.length === 2 ? [`neither \`${texts[0] ?? ""}\` nor \`${texts[1] ?? ""}\` is one`] : [],
    repairs,
  });
}

function raise(step: Step): Run | undefined {
  const [left, right] = [step.run.value, step.right.value];
  if (fits(left, right)) return noted(elementwisePower(left, right, step), step);
  reportElementwise(step);
  return undefined;
}

const arithmetic: ReadonlySet<BinaryOperator> = new Set(Object.keys(operations) as ArithmeticOperator[]);

export type Arithmetic = BinaryExpression & { readonly operator: ArithmeticOperator };

export const isArithmetic = (expression: Expression): expression is Arithmetic =>
  expression.kind === "binary" && arithmetic.has(expression.operator);

/** A chain of operators that stand left in one another, from the left, without recursion: it may be thousands long. */
export function elaborateArithmetic(expression: Arithmetic, scope: Scope, context: Context): ArrayValue | undefined {
  const chain: Arithmetic[] = [];
  let leftmost: Expression = expression;
  for (; isArithmetic(leftmost); leftmost = leftmost.left) chain.push(leftmost);
  const first = context.value(leftmost, scope);
  let run = started(first);
  const count = { products: 0 };
  for (const { operator, operatorSpan, left, right, span } of chain.reverse()) {
    const value = context.value(right, scope);
    const before: Operand | undefined = run && operand(left, run.shape);
    if (!run || !before || !value) {
      run = undefined;
      continue;
    }
    run = operations[operator]({
      ...{ operator, run, count, context, scope },
      span: operatorSpan,
      left: before,
      right: operand(right, value),
    });
    if (run) context.shown(span, run.shape);
  }
  return run?.value;
}
