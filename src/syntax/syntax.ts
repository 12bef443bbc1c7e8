import type { Span } from "../diagnostics/diagnostic.ts";

/**
 * The syntax language: a `.nabla` file as the user wrote it. Every node carries its span.
 * Nothing is resolved here: a name may be anything, and `a * b` is not yet any product.
 */
export interface Module {
  readonly statements: readonly Statement[];
}

export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

export type Statement =
  DimStatement | TensorStatement | ConstStatement | DefinitionStatement | FunctionStatement | EmitStatement;

/** `dim m, n = 784` */
export interface DimStatement {
  readonly kind: "dim";
  readonly declared: readonly { readonly name: Identifier; readonly size?: NumberExpression }[];
  readonly span: Span;
}

/** `param W[m, k], b[m], c` and `data x[n, k]`: no brackets is a scalar. An axis is a dimension's name or a whole number. */
export interface TensorStatement {
  readonly kind: "param" | "data";
  readonly declared: readonly {
    readonly name: Identifier;
    readonly axes: readonly (NameExpression | NumberExpression)[];
    readonly span: Span;
  }[];
  readonly span: Span;
}

/** `const lambda = 1e-3` */
export interface ConstStatement {
  readonly kind: "const";
  readonly name: Identifier;
  readonly value: Expression;
  readonly span: Span;
}

/** `name = value` (indices absent) or `name[i, j] = value` */
export interface DefinitionStatement {
  readonly kind: "definition";
  readonly name: Identifier;
  readonly indices?: readonly Identifier[];
  readonly value: Expression;
  readonly span: Span;
}

/** `name(u, v) = value` */
export interface FunctionStatement {
  readonly kind: "function";
  readonly name: Identifier;
  readonly parameters: readonly Identifier[];
  readonly value: Expression;
  readonly span: Span;
}

/** `emit value(loss), gradient(loss; W1, b1), predict(f)` */
export interface EmitStatement {
  readonly kind: "emit";
  readonly requests: readonly EmitRequest[];
  readonly span: Span;
}
export interface EmitRequest {
  /** As written: `value`, `gradient`, `predict`, …; which are known is `check`'s business. */
  readonly what: Identifier;
  readonly of: Identifier;
  /** The names after `;`, none where it is absent. */
  readonly withRespectTo: readonly Identifier[];
  readonly span: Span;
}

export type Expression =
  | NumberExpression
  | NameExpression
  | UnaryExpression
  | BinaryExpression
  | TransposeExpression
  | IndexExpression
  | CallExpression
  | BinderExpression
  | IfExpression;

/** `text` is the literal as written; its value is read off it exactly, as a rational. */
export interface NumberExpression {
  readonly kind: "number";
  readonly text: string;
  readonly span: Span;
}

export interface NameExpression {
  readonly kind: "name";
  readonly name: string;
  readonly span: Span;
}

export type UnaryOperator = "-" | "not";

export interface UnaryExpression {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly span: Span;
}

/** `⊙` is spelled `.*` and `⊘` `./` here. */
export type BinaryOperator =
  "+" | "-" | "*" | "/" | ".*" | "./" | "^" | ".^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or";

export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface TransposeExpression {
  readonly kind: "transpose";
  readonly operand: Expression;
  readonly span: Span;
}

/** `x[i, j]` */
export interface IndexExpression {
  readonly kind: "index";
  readonly operand: Expression;
  readonly indices: readonly Expression[];
  readonly span: Span;
}

/** `f(a, b)`: a library function, a user's function, or a whole-array reduction such as `sum(A)`. */
export interface CallExpression {
  readonly kind: "call";
  readonly callee: Identifier;
  readonly arguments: readonly Expression[];
  readonly span: Span;
}

export type BinderOperator = "sum" | "mean" | "prod" | "max" | "min" | "logsumexp";

/** `sum(i in n, j in m where c, body)` */
export interface BinderExpression {
  readonly kind: "binder";
  readonly operator: Identifier;
  readonly bindings: readonly { readonly index: Identifier; readonly over: NameExpression | NumberExpression }[];
  readonly where?: Expression;
  readonly body: Expression;
  readonly span: Span;
}

/** `if c then a else b` */
export interface IfExpression {
  readonly kind: "if";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly span: Span;
}
