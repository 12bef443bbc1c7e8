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
  readonly latex: string;
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
  { text: "loss", latex: String.raw`\mathrm{loss}`, formula: loss },
  { text: "W₁₂", latex: String.raw`W_{12}`, formula: symbol("W12") },
  { text: "W_1", latex: String.raw`W_{1}`, formula: symbol("W_1") },
  { text: "h_hidden", latex: String.raw`h_{\mathrm{hidden}}`, formula: symbol("h_hidden") },
  { text: "δ_h₂", latex: String.raw`\delta_{h_{2}}`, formula: symbol("delta_h2") },
  { text: "x_train_2", latex: String.raw`x_{\mathrm{train},2}`, formula: symbol("x_train_2") },
  { text: "_a", latex: String.raw`\mathrm{\_a}`, formula: symbol("_a") },
  {
    text: "relu(W₁X + b₁1ᵀ)",
    latex: String.raw`\operatorname{relu}(W_{1} \, X + b_{1} \, \mathbf{1}^{\mathsf T})`,
    formula: call("relu", [sum([matrix(W1, X), matrix(b1, transpose(ones))])]),
  },
  { text: "W₂S − R", latex: String.raw`W_{2} \, S - R`, formula: difference(matrix(W2, S), R) },
  {
    text: "1/n·‖R‖²",
    latex: String.raw`\frac{1}{n} \, \lVert R\rVert^{2}`,
    formula: times(fraction(number(1), n), power(norm("two", R), 2)),
  },
  {
    text: "(W₂ᵀR) ⊙ step(S)",
    latex: String.raw`(W_{2}^{\mathsf T} \, R) \odot \operatorname{step}(S)`,
    formula: hadamard(matrix(transpose(W2), R), call("step", [S])),
  },
  {
    text: "2/n·δ_S Xᵀ",
    latex: String.raw`\frac{2}{n} \, \delta_{S} \, X^{\mathsf T}`,
    formula: times(fraction(number(2), n), matrix(deltaS, transpose(X))),
  },
  {
    text: "2/n·R Sᵀ",
    latex: String.raw`\frac{2}{n} \, R \, S^{\mathsf T}`,
    formula: matrix(fraction(number(2), n), R, transpose(S)),
  },
  {
    text: "2/n·δ_S 1",
    latex: String.raw`\frac{2}{n} \, \delta_{S} \, \mathbf{1}`,
    formula: matrix(fraction(number(2), n), deltaS, ones),
  },
  { text: "W₂ᵀ δ_h₁", latex: String.raw`W_{2}^{\mathsf T} \, \delta_{h_{1}}`, formula: matrix(transpose(W2), deltaH1) },
  {
    text: "x⁽ⁱ⁾(δ_h₁⁽ⁱ⁾)ᵀ",
    latex: String.raw`x^{(i)} \, (\delta_{h_{1}}^{(i)})^{\mathsf T}`,
    formula: matrix(sample(x, [i]), transpose(sample(deltaH1, [i]))),
  },
  { text: "x⁽q⁾", latex: String.raw`x^{(q)}`, formula: sample(x, [q]) },
  { text: "x⁽ᵗ⁺¹⁾⁽ʲ⁾", latex: String.raw`x^{(t + 1,j)}`, formula: sample(x, [sum([t, number(1)]), j]) },
  { text: "h₁⁽ⁱ⁾[j]", latex: String.raw`h_{1,j}^{(i)}`, formula: component(sample(symbol("h1"), [i]), [j]) },
  {
    text: "σ(W₁ᵀx⁽ⁱ⁾ + b₁)",
    latex: String.raw`\sigma(W_{1}^{\mathsf T} \, x^{(i)} + b_{1})`,
    formula: call("σ", [sum([matrix(transpose(W1), sample(x, [i])), b1])]),
  },
  { text: "X⁻ᵀ", latex: String.raw`X^{-\mathsf T}`, formula: transpose(power(X, -1)) },
  { text: "(Xᵀ)²", latex: String.raw`(X^{\mathsf T})^{2}`, formula: power(transpose(X), 2) },
  { text: "X⊙²", latex: String.raw`X^{\odot 2}`, formula: power(X, 2, true) },
  { text: "X", latex: String.raw`X`, formula: transpose(transpose(X)) },
  { text: "X diag(b₁)", latex: String.raw`X \, \operatorname{diag}(b_{1})`, formula: matrix(X, call("diag", [b1])) },
  { text: "W₁(X + S)", latex: String.raw`W_{1} \, (X + S)`, formula: matrix(W1, sum([X, S])) },
  { text: "X (R + S)", latex: String.raw`X \, (R + S)`, formula: matrix(X, sum([R, S])) },
  { text: "x^(3/2)", latex: String.raw`x^{3/2}`, formula: power(x, rational(3, 2)) },
  { text: "√x", latex: String.raw`\sqrt{x}`, formula: power(x, rational(1, 2)) },
  { text: "√(a + b)", latex: String.raw`\sqrt{a + b}`, formula: root(sum([a, b])) },
  { text: "xⁿ⁻¹", latex: String.raw`x^{n - 1}`, formula: power(x, difference(n, number(1))) },
  { text: "x^q", latex: String.raw`x^{q}`, formula: power(x, q) },
  { text: "x^(q + 1)", latex: String.raw`x^{q + 1}`, formula: power(x, sum([q, number(1)])) },
  { text: "xᵗ", latex: String.raw`x^{t}`, formula: power(x, t) },
  { text: "x^T", latex: String.raw`x^{T}`, formula: power(x, symbol("T")) },
  {
    text: "−Σᵢ (a·b + c)",
    latex: String.raw`-\sum_{i} (a \, b + c)`,
    formula: negate(big("sum", [i], sum([times(a, b), c]))),
  },
  { text: "(Σᵢ a)·b", latex: String.raw`\left( \sum_{i} a \right) \, b`, formula: times(big("sum", [i], a), b) },
  {
    text: "b·Σᵢ a ⊙ c",
    latex: String.raw`b \, \sum_{i} a \odot c`,
    formula: times(b, big("sum", [i], hadamard(a, c))),
  },
  { text: "(Σᵢ a)/n", latex: String.raw`\frac{\sum_{i} a}{n}`, formula: fraction(big("sum", [i], a), n) },
  {
    text: "Σᵢⱼ W₁[i,j]²",
    latex: String.raw`\sum_{i,j} W_{1,ij}^{2}`,
    formula: big("sum", [i, j], power(component(W1, [i, j]), 2)),
  },
  { text: "Σ_q x", latex: String.raw`\sum_{q} x`, formula: big("sum", [q], x) },
  {
    text: "Σ_(i,j: i < j) x",
    latex: String.raw`\sum_{\substack{i,j \\ i < j}} x`,
    formula: big("sum", [i, j], x, relation(i, "less", j)),
  },
  { text: "maxⱼ x[j]", latex: String.raw`\max_{j} x_{j}`, formula: big("max", [j], component(x, [j])) },
  { text: "a/(b·c)", latex: String.raw`\frac{a}{b \, c}`, formula: fraction(a, times(b, c)) },
  { text: "(a/b)/c", latex: String.raw`\frac{\frac{a}{b}}{c}`, formula: fraction(fraction(a, b), c) },
  { text: "a/(b/c)", latex: String.raw`\frac{a}{\frac{b}{c}}`, formula: fraction(a, fraction(b, c)) },
  { text: "−a/b", latex: String.raw`-\frac{a}{b}`, formula: fraction(negate(a), b) },
  { text: "(a + b)/c", latex: String.raw`\frac{a + b}{c}`, formula: fraction(sum([a, b]), c) },
  {
    text: "1 ⊘ (1 + X)",
    latex: String.raw`1 \oslash (1 + X)`,
    formula: fraction(number(1), sum([number(1), X]), true),
  },
  { text: "1/2·x", latex: String.raw`\frac{1}{2} \, x`, formula: times(half, x) },
  { text: "(1/2)²", latex: String.raw`\left( \frac{1}{2} \right)^{2}`, formula: power(half, 2) },
  { text: "−2·x", latex: String.raw`-2 \, x`, formula: times(number(-2), x) },
  { text: "a − b·c", latex: String.raw`a - b \, c`, formula: sum([a, times(number(-1), b, c)]) },
  { text: "a − (b − c)", latex: String.raw`a - (b - c)`, formula: difference(a, difference(b, c)) },
  { text: "2·(a + b)", latex: String.raw`2 \, (a + b)`, formula: times(number(2), sum([a, b])) },
  { text: "2·(X ⊙ S)", latex: String.raw`2 \, (X \odot S)`, formula: times(number(2), hadamard(X, S)) },
  { text: "(X ⊙ S)R", latex: String.raw`(X \odot S) \, R`, formula: matrix(hadamard(X, S), R) },
  { text: "∂loss/∂W₁", latex: String.raw`\frac{\partial \mathrm{loss}}{\partial W_{1}}`, formula: partial(loss, W1) },
  {
    text: "∂loss/∂f·∂f/∂z",
    latex: String.raw`\frac{\partial \mathrm{loss}}{\partial f} \, \frac{\partial f}{\partial z}`,
    formula: times(partial(loss, symbol("f")), partial(symbol("f"), symbol("z"))),
  },
  {
    text: "(∂loss/∂X)ᵀ",
    latex: String.raw`\left( \frac{\partial \mathrm{loss}}{\partial X} \right)^{\mathsf T}`,
    formula: transpose(partial(loss, X)),
  },
  { text: "δᵢⱼ", latex: String.raw`\delta_{ij}`, formula: kronecker(i, j) },
  { text: "δ_(b,k)", latex: String.raw`\delta_{bk}`, formula: kronecker(b, k) },
  {
    text: "if a < b then a else b",
    latex: String.raw`\begin{cases} a & \text{if } a < b \\ b & \text{otherwise} \end{cases}`,
    formula: cases(relation(a, "less", b), a, b),
  },
  {
    text: "2·(if a ≤ b then a else b)",
    latex: String.raw`2 \, \left( \begin{cases} a & \text{if } a \le b \\ b & \text{otherwise} \end{cases} \right)`,
    formula: times(number(2), cases(relation(a, "lessOrEqual", b), a, b)),
  },
  {
    text: "[a = b]·c",
    latex: String.raw`\left[a = b\right] \, c`,
    formula: times(indicator(relation(a, "equal", b)), c),
  },
  {
    text: "[¬(a < b) ∧ (a ≠ c ∨ b < c)]",
    latex: String.raw`\left[\lnot (a < b) \land (a \ne c \lor b < c)\right]`,
    formula: indicator(
      connective("and", [
        not(relation(a, "less", b)),
        connective("or", [relation(a, "notEqual", c), relation(b, "less", c)]),
      ]),
    ),
  },
  { text: "|a|", latex: String.raw`\lvert a\rvert`, formula: norm("abs", a) },
  {
    text: "abs(|a| − b)",
    latex: String.raw`\lvert \lvert a\rvert - b\rvert`,
    formula: norm("abs", difference(norm("abs", a), b)),
  },
  { text: "‖x‖₁", latex: String.raw`\lVert x\rVert_{1}`, formula: norm("one", x) },
  {
    text: "I + 0",
    latex: String.raw`\mathbf{I} + \mathbf{0}`,
    formula: {
      kind: "sum",
      terms: [
        { minus: false, of: identity },
        { minus: false, of: zeros },
      ],
    },
  },
  { text: "a + …", latex: String.raw`a + \ldots`, formula: sum([a, ellipsis]) },
  { text: "a·b", latex: String.raw`a \, \textcolor{purple}{b}`, formula: times(a, mark(b)) },
];
