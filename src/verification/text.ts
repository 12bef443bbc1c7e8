import type { CheckReport, FunctionReport, Kink, Quantity } from "./report.ts";

/** What was checked, for people: a table for each function, what is odd, and a verdict of one line. */
export function checkText(report: CheckReport): string {
  return [...report.functions.map((one) => functionText(one)), verdict(report)].join("\n\n") + "\n";
}

function functionText(one: FunctionReport): string {
  const { name, points, quantities } = one;
  const rows = quantities.filter(({ compared }) => compared > 0).map(row);
  const head = `${name}: ${count(points, "point")}`;
  return [head, ...table([["", "compared", "worst error", "where", "seed"], ...rows]), ...notes(one)].join("\n");
}

const row = ({ name, compared, worst }: Quantity): string[] => [
  name,
  String(compared),
  worst ? exponential(worst.error) : "",
  worst?.where ?? "",
  worst ? String(worst.seed) : "",
];

/** Columns under one another: the first to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((one) => one[column]?.length ?? 0)));
  const isNumber = [false, true, true, false, true];
  return rows.map((one) => {
    const cells = one.map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

function notes({ outside, directions, probed, kinks }: FunctionReport): string[] {
  const lines = [];
  if (directions.forward > 0) lines.push(`forward mode along ${count(directions.forward, "direction")}`);
  if (directions.differences > 0) {
    lines.push(`differences in decimals along ${count(directions.differences, "direction")}`);
  }
  if (probed > 0) lines.push(`${count(probed, "element")} in decimals`);
  if (directions.forward > 0 && directions.differences === 0) {
    lines.push("nothing in decimals, for which the model is too large: `--dim` can fix smaller sizes");
  }
  const told = lines.length > 0 ? [`  also compared: ${lines.join(", ")}`] : [];
  if (outside > 0) told.push(`  ${count(outside, "point")} left out: the formula is not defined there`);
  return [...told, ...kinkNotes(kinks)];
}

function kinkNotes(kinks: readonly Kink[]): string[] {
  const [first] = kinks;
  if (!first) return [];
  const { seed, left, right, found } = first;
  return [
    `  ${count(kinks.length, "direction")} not compared with differences, since the loss has a kink there:`,
    `    with seed ${seed} its slope is ${sides(left, right)}; the gradient says ${number(found)}`,
  ];
}

/** Kinks of parts may cancel in the whole: the gradient of the parts does not tell. */
const sides = (left: number, right: number): string =>
  Math.abs(left - right) <= 1e-6 * Math.abs(left)
    ? `${number(left)} to both sides, of parts that have kinks`
    : `${number(left)} to one side and ${number(right)} to the other`;

function verdict(report: CheckReport): string {
  const { file, tolerance, seed, functions, ok } = report;
  if (functions.every(({ points }) => points === 0))
    return `${file}: nothing was compared: the formula is defined at no point that was tried`;
  if (ok) return `${file}: every value and every element is right to ${exponential(tolerance)} (seed ${seed})`;
  const quantities = functions.flatMap((one) => one.quantities.map((quantity) => ({ ...quantity, of: one.name })));
  const wrong = quantities.filter((quantity) => quantity.wrong > 0);
  const worst = wrong.reduce((a, b) => ((b.worst?.error ?? 0) > (a.worst?.error ?? 0) ? b : a), wrong[0]!);
  const many = wrong.reduce((total, quantity) => total + quantity.wrong, 0);
  const lines = [`${file}: ${count(many, "comparison")} beyond ${exponential(tolerance)}`];
  if (worst.worst) {
    const { where, found, expected, error, against } = worst.worst;
    lines.push(
      `  the worst: ${worst.name} of ${worst.of}, ${where}`,
      `    compiled  ${number(found)}`,
      `    expected  ${number(expected)} (${against})`,
      `    error     ${exponential(error)}`,
      `  to see it again: --samples 1 --seed ${worst.worst.seed}`,
    );
  }
  return lines.join("\n");
}

const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? "" : "s"}`;
const exponential = (value: number): string => (value === 0 ? "0" : value.toExponential(1).replace(".0e", "e"));
const number = (value: number): string => String(value);
