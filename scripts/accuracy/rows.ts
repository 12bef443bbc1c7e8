/** A formula as people write it, and the line of points that it is looked at on. */
export interface Row {
  readonly group: "functions" | "losses";
  /** The formula, as the table shows it. */
  readonly formula: string;
  readonly source: string;
  /** The inputs at a point of the line. */
  readonly at: (z: number) => Readonly<Record<string, readonly number[]>>;
  readonly accuracy?: "tails";
}

/** A function of one number. */
const of = (formula: string): Row => ({
  group: "functions",
  formula,
  source: `param z\nloss = ${formula}\n`,
  at: (z) => ({ z: [z] }),
});

const functions = [
  "1 / (1 + exp(-z))",
  "exp(z) / (1 + exp(z))",
  "1 - 1 / (1 + exp(z))",
  "2 / (1 + exp(-2 * z)) - 1",
  "1 - sigmoid(z)",
  "log(sigmoid(z))",
  "-log(1 + exp(-z))",
  "log(1 - sigmoid(z))",
  "log(1 + exp(z))",
  "log(1 + z)",
  "log(1 - z)",
  "exp(z) - 1",
  "log(1 - exp(z))",
  "log(exp(z) - exp(-3))",
  "log(exp(z) + exp(1))",
  "exp(z) * sigmoid(-z)",
  "sigmoid(z) / (1 - sigmoid(z))",
  "log(sigmoid(z) / (1 - sigmoid(z)))",
  "softplus(log(z))",
  "exp(softplus(z))",
  "log(exp(z))",
  "z * log(z)",
  "1 - tanh(z)^2",
  "log(cosh(z))",
  "z * sigmoid(z)",
  "2 / exp(z)",
  "sqrt(z^2)",
  "sqrt(z)^2",
  "exp(log(z))",
  "sqrt(z^2 + 4)",
  "1 - cos(z / 1000)",
  "if z > 0 then log(z) else 0",
  "if z > 0 then sqrt(z) else z",
  "if z > 0 then z else exp(z) - 1",
].map(of);

const bce = "-(y * log(f) + (1 - y) * log(1 - f))";

const binary = (y: number, accuracy?: "tails"): Row => ({
  group: "losses",
  formula: `${bce}, f = 1 / (1 + exp(-z)), y = ${y}`,
  source: `param z\ndata y\nf = 1 / (1 + exp(-z))\nloss = ${bce}\n`,
  at: (z) => ({ z: [z], y: [y] }),
  ...(accuracy && { accuracy }),
});

const softmax = (label: number, accuracy?: "tails"): Row => ({
  group: "losses",
  formula: `-sum(y .* log(exp(z) / sum(exp(z)))), z = (z, 0, 1), y = e${"₀₁₂"[label] ?? ""}`,
  source: "param z[3]\ndata y[3]\nloss = -sum(y .* log(exp(z) / sum(exp(z))))\n",
  at: (z) => ({ z: [z, 0, 1], y: [0, 1, 2].map((k) => Number(k === label)) }),
  ...(accuracy && { accuracy }),
});

const loss = (formula: string, data: Readonly<Record<string, number>>): Row => ({
  group: "losses",
  formula: `${formula}, ${Object.entries(data)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ")}`,
  source: `param z\ndata ${Object.keys(data).join(", ")}\nloss = ${formula}\n`,
  at: (z) => ({ z: [z], ...Object.fromEntries(Object.entries(data).map(([name, value]) => [name, [value]])) }),
});

const losses = [
  binary(0),
  binary(1, "tails"),
  softmax(0, "tails"),
  softmax(1),
  softmax(1, "tails"),
  loss("exp(z) - y * z", { y: 40 }),
  loss("max(0, 1 - y * z)", { y: -1 }),
  loss("log(1 + exp(-y * z))", { y: -1 }),
  loss("if abs(z - y) <= 1 then (z - y)^2 / 2 else abs(z - y) - 1/2", { y: 0.25 }),
  loss("((y - 2) / exp(z))^2 / 2 + z", { y: 0.5 }),
];

/** Every row of the table. */
export const rows: readonly Row[] = [...functions, ...losses];

/** Where formulas, or the spellings of them, change over. */
const switches = [0.25, 0.693, 1, 2, 18, 22, 36, 36.7, 37, 37.43, 40, 88, 354.9, 700, 709.5, 709.9, 711, 745, 746];

/** z ∈ [−1000, 1000], dense about 0 and where something changes over. */
export const points: readonly number[] = [
  ...Array.from({ length: 161 }, (_, k) => -1000 + 12.5 * k),
  ...[...switches, ...Array.from({ length: 20 }, (_, k) => 10 ** -(k + 1))].flatMap((z) => [-z, z]),
].sort((a, b) => a - b);
