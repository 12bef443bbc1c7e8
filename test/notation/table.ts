import {
  big,
  call,
  cases,
  component,
  connective,
  difference,
  ellipsis,
  fraction,
  identity,
  indicator,
  kronecker,
  mark,
  negate,
  norm,
  not,
  number,
  ones,
  partial,
  power,
  product,
  relation,
  root,
  sample,
  sum,
  symbol,
  transpose,
  zeros,
} from "../../src/notation/build.ts";
import type { Formula } from "../../src/notation/formula.ts";
import { rational } from "../../src/util/rational.ts";

/** Formulas and what each printer makes of them. */
export interface Row {
  readonly text: string;
  readonly formula: Formula;
}

const [W1, W2, b1, X, S, R, n] = ["W1", "W2", "b1", "X", "S", "R", "n"].map((name) => symbol(name)) as [
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
];
const [i, j, k, q, t, a, b, c, x] = Array.from("ijkqtabcx").map((name) => symbol(name)) as [
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
  Formula,
];
const deltaS = symbol("delta_S");
const deltaH1 = symbol("delta_h1");
const half = number(rational(1, 2));
const loss = symbol("loss");
const matrix = (...factors: Formula[]): Formula => product("matrix", factors);
const times = (...factors: Formula[]): Formula => product("scalar", factors);
const hadamard = (...factors: Formula[]): Formula => product("elementwise", factors);

export const table: readonly Row[] = [
  { text: "loss", formula: loss },
  { text: "W₁₂", formula: symbol("W12") },
  { text: "W_1", formula: symbol("W_1") },
  { text: "h_hidden", formula: symbol("h_hidden") },
  { text: "δ_h₂", formula: symbol("delta_h2") },
  { text: "x_train_2", formula: symbol("x_train_2") },
  { text: "_a", formula: symbol("_a") },
  { text: "relu(W₁X + b₁1ᵀ)", formula: call("relu", [sum([matrix(W1, X), matrix(b1, transpose(ones))])]) },
  { text: "W₂S − R", formula: difference(matrix(W2, S), R) },
  { text: "1/n·‖R‖²", formula: times(fraction(number(1), n), power(norm("two", R), 2)) },
  { text: "(W₂ᵀR) ⊙ step(S)", formula: hadamard(matrix(transpose(W2), R), call("step", [S])) },
  { text: "2/n·δ_S Xᵀ", formula: times(fraction(number(2), n), matrix(deltaS, transpose(X))) },
  { text: "2/n·R Sᵀ", formula: matrix(fraction(number(2), n), R, transpose(S)) },
  { text: "2/n·δ_S 1", formula: matrix(fraction(number(2), n), deltaS, ones) },
  { text: "W₂ᵀ δ_h₁", formula: matrix(transpose(W2), deltaH1) },
  { text: "x⁽ⁱ⁾(δ_h₁⁽ⁱ⁾)ᵀ", formula: matrix(sample(x, [i]), transpose(sample(deltaH1, [i]))) },
  { text: "x⁽q⁾", formula: sample(x, [q]) },
  { text: "x⁽ᵗ⁺¹⁾⁽ʲ⁾", formula: sample(x, [sum([t, number(1)]), j]) },
  { text: "h₁⁽ⁱ⁾[j]", formula: component(sample(symbol("h1"), [i]), [j]) },
  { text: "σ(W₁ᵀx⁽ⁱ⁾ + b₁)", formula: call("σ", [sum([matrix(transpose(W1), sample(x, [i])), b1])]) },
  { text: "X⁻ᵀ", formula: transpose(power(X, -1)) },
  { text: "(Xᵀ)²", formula: power(transpose(X), 2) },
  { text: "X⊙²", formula: power(X, 2, true) },
  { text: "X", formula: transpose(transpose(X)) },
  { text: "X diag(b₁)", formula: matrix(X, call("diag", [b1])) },
  { text: "W₁(X + S)", formula: matrix(W1, sum([X, S])) },
  { text: "X (R + S)", formula: matrix(X, sum([R, S])) },
  { text: "x^(3/2)", formula: power(x, rational(3, 2)) },
  { text: "√x", formula: power(x, rational(1, 2)) },
  { text: "√(a + b)", formula: root(sum([a, b])) },
  { text: "xⁿ⁻¹", formula: power(x, difference(n, number(1))) },
  { text: "x^q", formula: power(x, q) },
  { text: "x^(q + 1)", formula: power(x, sum([q, number(1)])) },
  { text: "xᵗ", formula: power(x, t) },
  { text: "x^T", formula: power(x, symbol("T")) },
  { text: "−Σᵢ (a·b + c)", formula: negate(big("sum", [i], sum([times(a, b), c]))) },
  { text: "(Σᵢ a)·b", formula: times(big("sum", [i], a), b) },
  { text: "b·Σᵢ a ⊙ c", formula: times(b, big("sum", [i], hadamard(a, c))) },
  { text: "(Σᵢ a)/n", formula: fraction(big("sum", [i], a), n) },
  { text: "Σᵢⱼ W₁[i,j]²", formula: big("sum", [i, j], power(component(W1, [i, j]), 2)) },
  { text: "Σ_q x", formula: big("sum", [q], x) },
  { text: "Σ_(i,j: i < j) x", formula: big("sum", [i, j], x, relation(i, "less", j)) },
  { text: "maxⱼ x[j]", formula: big("max", [j], component(x, [j])) },
  { text: "a/(b·c)", formula: fraction(a, times(b, c)) },
  { text: "(a/b)/c", formula: fraction(fraction(a, b), c) },
  { text: "a/(b/c)", formula: fraction(a, fraction(b, c)) },
  { text: "−a/b", formula: fraction(negate(a), b) },
  { text: "(a + b)/c", formula: fraction(sum([a, b]), c) },
  { text: "1 ⊘ (1 + X)", formula: fraction(number(1), sum([number(1), X]), true) },
  { text: "1/2·x", formula: times(half, x) },
  { text: "(1/2)²", formula: power(half, 2) },
  { text: "−2·x", formula: times(number(-2), x) },
  { text: "a − b·c", formula: sum([a, times(number(-1), b, c)]) },
  { text: "a − (b − c)", formula: difference(a, difference(b, c)) },
  { text: "2·(a + b)", formula: times(number(2), sum([a, b])) },
  { text: "2·(X ⊙ S)", formula: times(number(2), hadamard(X, S)) },
  { text: "(X ⊙ S)R", formula: matrix(hadamard(X, S), R) },
  { text: "∂loss/∂W₁", formula: partial(loss, W1) },
  { text: "∂loss/∂f·∂f/∂z", formula: times(partial(loss, symbol("f")), partial(symbol("f"), symbol("z"))) },
  { text: "(∂loss/∂X)ᵀ", formula: transpose(partial(loss, X)) },
  { text: "δᵢⱼ", formula: kronecker(i, j) },
  { text: "δ_(b,k)", formula: kronecker(b, k) },
  { text: "if a < b then a else b", formula: cases(relation(a, "less", b), a, b) },
  { text: "2·(if a ≤ b then a else b)", formula: times(number(2), cases(relation(a, "lessOrEqual", b), a, b)) },
  { text: "[a = b]·c", formula: times(indicator(relation(a, "equal", b)), c) },
  {
    text: "[¬(a < b) ∧ (a ≠ c ∨ b < c)]",
    formula: indicator(
      connective("and", [
        not(relation(a, "less", b)),
        connective("or", [relation(a, "notEqual", c), relation(b, "less", c)]),
      ]),
    ),
  },
  { text: "|a|", formula: norm("abs", a) },
  { text: "abs(|a| − b)", formula: norm("abs", difference(norm("abs", a), b)) },
  { text: "‖x‖₁", formula: norm("one", x) },
  {
    text: "I + 0",
    formula: {
      kind: "sum",
      terms: [
        { minus: false, of: identity },
        { minus: false, of: zeros },
      ],
    },
  },
  { text: "a + …", formula: sum([a, ellipsis]) },
  { text: "a·b", formula: times(a, mark(b)) },
];
