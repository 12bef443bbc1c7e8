import { leftSpine } from "./spine.ts";
import type {
  BinaryExpression,
  BinaryOperator,
  Expression,
  Module,
  NameExpression,
  NumberExpression,
  Statement,
} from "./syntax.ts";

/**
 * A module in its canonical text: a line for each statement, a space around every operator but `^`, and no bracket
 * that the precedence does not ask for. `parse` reads it back as the same module, spans aside.
 */
export function printModule(module: Module): string {
  return module.statements.map((statement) => `${printStatement(statement)}\n`).join("");
}

/** How a row of a table reads one kind. */
type ByKind<T extends { readonly kind: string }> = {
  readonly [K in T["kind"]]: (of: Extract<T, { readonly kind: K }>) => string;
};

/** TypeScript does not see that the row of a kind takes that kind; this is the one place that says so. */
function byKind<T extends { readonly kind: string }>(table: ByKind<T>, of: T): string {
  const row = table[of.kind as T["kind"]] as (of: T) => string;
  return row(of);
}

function printStatement(statement: Statement): string {
  return byKind(statements, statement);
}

function printExpression(expression: Expression): string {
  return byKind(expressions, expression);
}

const list = <T>(items: readonly T[], print: (item: T) => string): string => items.map(print).join(", ");
const names = (items: readonly { readonly name: string }[]): string => list(items, ({ name }) => name);
const extent = (of: NameExpression | NumberExpression): string => (of.kind === "name" ? of.name : of.text);
const definition = (left: string, value: Expression): string => `${left} = ${printExpression(value)}`;

type Tensors = Extract<Statement, { readonly kind: "param" | "data" }>;
const tensors = ({ kind, declared }: Tensors): string =>
  `${kind} ${list(declared, ({ name, axes }) => (axes.length > 0 ? `${name.name}[${list(axes, extent)}]` : name.name))}`;

const statements: { readonly [K in Statement["kind"]]: (of: Extract<Statement, { readonly kind: K }>) => string } = {
  dim: ({ declared }) =>
    `dim ${list(declared, ({ name, size }) => (size ? `${name.name} = ${size.text}` : name.name))}`,
  param: tensors,
  data: tensors,
  const: ({ name, value }) => definition(`const ${name.name}`, value),
  definition: ({ name, indices, value }) => definition(indices ? `${name.name}[${names(indices)}]` : name.name, value),
  function: ({ name, parameters, value }) => definition(`${name.name}(${names(parameters)})`, value),
  emit: ({ requests }) =>
    `emit ${list(requests, ({ what, of, withRespectTo }) =>
      withRespectTo.length > 0 ? `${what.name}(${of.name}; ${names(withRespectTo)})` : `${what.name}(${of.name})`,
    )}`,
};

/** How tightly each form binds, as in grammar/README.md. */
const level = {
  if: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  sign: 7,
  power: 8,
  postfix: 9,
  primary: 10,
} as const;

/** The level of an operator, and the levels that its operands need to stand without brackets. */
interface Binding {
  readonly own: number;
  readonly left: number;
  readonly right: number;
  readonly spelling: string;
}

const leftward = (own: number, operator: string): Binding => ({
  own,
  left: own,
  right: own + 1,
  spelling: ` ${operator} `,
});
const comparison = (operator: string): Binding => ({ ...leftward(level.comparison, operator), left: level.sum });
const power = (operator: string): Binding => ({
  own: level.power,
  left: level.postfix,
  right: level.sign,
  spelling: operator,
});

const bindings: { readonly [O in BinaryOperator]: Binding } = {
  or: leftward(level.or, "or"),
  and: leftward(level.and, "and"),
  "<": comparison("<"),
  "<=": comparison("<="),
  ">": comparison(">"),
  ">=": comparison(">="),
  "==": comparison("=="),
  "!=": comparison("!="),
  "+": leftward(level.sum, "+"),
  "-": leftward(level.sum, "-"),
  "*": leftward(level.product, "*"),
  "/": leftward(level.product, "/"),
  ".*": leftward(level.product, ".*"),
  "./": leftward(level.product, "./"),
  "^": power("^"),
  ".^": power(".^"),
};

function levelOf(expression: Expression): number {
  if (expression.kind === "binary") return bindings[expression.operator].own;
  if (expression.kind === "unary") return expression.operator === "not" ? level.not : level.sign;
  if (expression.kind === "if") return level.if;
  // `3.^x` would be `3 .^ x`, so a number that ends in its point is bracketed there.
  if (expression.kind === "number" && expression.text.endsWith(".")) return level.power;
  return expression.kind === "transpose" || expression.kind === "index" ? level.postfix : level.primary;
}

/** An expression where at least the given level is needed. */
function at(needed: number, expression: Expression): string {
  const text = printExpression(expression);
  return levelOf(expression) < needed ? `(${text})` : text;
}

function binary(expression: BinaryExpression): string {
  const { start, steps } = leftSpine(
    expression,
    (left, of) => bindings[left.operator].own >= bindings[of.operator].left,
  );
  const [first] = steps;
  const head = first ? at(bindings[first.operator].left, start) : "";
  return (
    head +
    steps.map(({ operator, operand }) => bindings[operator].spelling + at(bindings[operator].right, operand)).join("")
  );
}

const expressions: { readonly [K in Expression["kind"]]: (of: Extract<Expression, { readonly kind: K }>) => string } = {
  number: ({ text }) => text,
  name: ({ name }) => name,
  unary: ({ operator, operand }) =>
    operator === "not" ? `not ${at(level.not, operand)}` : `-${at(level.sign, operand)}`,
  binary,
  transpose: ({ operand }) => `${at(level.postfix, operand)}'`,
  index: ({ operand, indices }) => `${at(level.postfix, operand)}[${list(indices, printExpression)}]`,
  call: ({ callee, arguments: given }) => `${callee.name}(${list(given, printExpression)})`,
  binder: ({ operator, bindings: bound, where, body }) => {
    const indices = list(bound, ({ index, over }) => `${index.name} in ${extent(over)}`);
    const condition = where ? ` where ${printExpression(where)}` : "";
    return `${operator.name}(${indices}${condition}, ${printExpression(body)})`;
  },
  if: ({ condition, whenTrue, whenFalse }) =>
    `if ${printExpression(condition)} then ${printExpression(whenTrue)} else ${printExpression(whenFalse)}`,
};
