import { seeded, type Random } from "../../src/util/random.ts";
import { examples } from "../examples/sources.ts";

/** A file that nobody meant well with. */
export interface Hostile {
  readonly kind: string;
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** What is drawn from, and how. */
class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  /** Small mostly, and sometimes as large as `most`. */
  size(most: number): number {
    return Math.floor(most * this.#random() ** 4);
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)]!;
  }

  some<T>(length: number, make: () => T): T[] {
    return Array.from({ length }, make);
  }
}

/** The models of the examples: what mutations start from. */
const models: readonly string[] = examples.map(([, source]) => source);

const bidirectional = ["\u202A", "\u202E", "\u2066", "\u2069", "\u200F", "\u061C"];
const controls = ["\0", "\b", "\u001B[2J", "\u007F", "\u0085", "\u2028", "\u2029", "\uFEFF", "\u200B", "\uFFFF"];

const names = [
  ..."__proto__ constructor prototype toString valueOf hasOwnProperty arguments eval await yield async".split(" "),
  ..."class function return this null undefined NaN Infinity Math Float64Array globalThis process require".split(" "),
  ..."lossAndGradient workLength paramViews checkSize wrongLength erf sizes params data grad out work tile".split(" "),
  ..."loss n i l x1 W_ _ __ σ δ ∂ ᾱ é ñ 数 𝛼 ａ ſ ı K x٣ e1 E inf".split(" "),
  "e\u0301",
  "a\u200Db",
  "x".repeat(3000),
];
/** What would be code, or would end what surrounds it, if it were ever put there as it stands. */
const poison = [
  "*/",
  "*/;process.exit(7)/*",
  "//",
  "/*",
  "${process.exit(7)}",
  "`",
  "`;process.exit(7);`",
  '"',
  "'",
  "\\",
  "\\u0022",
  "</script>",
  "<!--",
  "\n",
  "\r",
  "\r\n",
  "\n//# sourceMappingURL=x",
  "#!",
  ...bidirectional,
  ...controls,
];
const numbers = [
  ..."0 1 2 00 1e999 1e-999 9007199254740993 .5 5. 1.5e 0x10 1_000 1e1e1 1..2 4e-324 1e308 3e308 0.1 1e15 2e9".split(
    " ",
  ),
  "9".repeat(400),
  `0.${"0".repeat(400)}1`,
  `1e${"9".repeat(30)}`,
];
const words = [
  ..."dim param data const loss sum prod max min mean logsumexp if then else and or not where in emit value".split(" "),
  ..."gradient predict use exp log sqrt sigmoid relu softmax tanh norm2 dot tr inv det diag eye ones zeros".split(" "),
  ..."+ - * / .* ./ ⊙ ^ .^ ' ᵀ ( ) [ ] { } , ; : = == != < <= > >= | & ! @ # $ % \\ ? ~ . ..".split(" "),
  "\n",
  "\n",
  "\n",
  '"layers.nabla"',
];
const vocabulary = [...words, ...words, ...names, ...numbers, ...poison];

const tokens = (text: string): string[] => text.match(/[\p{L}_][\p{L}\p{M}\p{N}_]*|\d+(?:\.\d+)?|\s+|[^]/gu) ?? [];

/** Some tokens left out, doubled, exchanged, or others in their place. */
function mutated(dice: Dice): string {
  const all = tokens(dice.of(models));
  for (let edits = 1 + dice.size(30); edits > 0; edits--) {
    const at = dice.below(all.length + 1);
    const edit = dice.below(6);
    if (edit === 0) all.splice(at, 1 + dice.size(10));
    else if (edit === 1) all.splice(at, 0, ...all.slice(at, at + 1 + dice.size(20)));
    else if (edit === 2) all.splice(at, 1, dice.of(vocabulary));
    else if (edit === 3) all.splice(at, 0, dice.of(vocabulary));
    else if (edit === 4) all.splice(at, 0, ...tokens(dice.of(models)).slice(0, dice.size(60)));
    else all.splice(at, 1, all[dice.below(all.length)] ?? "");
  }
  return all.join("");
}

/** Bytes changed where they stand. */
function corrupted(dice: Dice): Uint8Array {
  const bytes = Buffer.from(dice.of(models));
  for (let edits = 1 + dice.size(20); edits > 0; edits--) bytes[dice.below(bytes.length)] = dice.below(256);
  return dice.below(2) === 0 ? bytes : bytes.subarray(0, dice.below(bytes.length));
}

/** A model under other names: right as ever, if such names may be given at all. */
function renamed(dice: Dice): string {
  const text = dice.of(models).replace(/\/\/.*/g, "");
  const declared = new Set(
    [...text.matchAll(/^(?:dim|param|data)\s+(.*)$/gm)].flatMap(
      ([, list = ""]) => list.match(/\p{L}[\p{L}\p{N}_]*/gu) ?? [],
    ),
  );
  const defined = [...text.matchAll(/^(\p{L}[\p{L}\p{N}_]*)\s*[=([]/gmu)].map(([, name = ""]) => name);
  const all = [...declared, ...defined].filter((name) => name !== "loss");
  const chosen = new Map(all.filter(() => dice.below(3) > 0).map((name) => [name, dice.of(names)]));
  return tokens(text)
    .map((token) => chosen.get(token) ?? token)
    .join("");
}

/** Comments and names with what would end them. */
function poisoned(dice: Dice): string {
  const lines = dice.of(models).split("\n");
  for (let edits = 1 + dice.size(6); edits > 0; edits--) {
    const text = dice.some(1 + dice.size(6), () => dice.of([...poison, ...names])).join(dice.of(["", " "]));
    const at = dice.below(lines.length);
    const comment = dice.of([`// ${text}`, `/* ${text} */`, text]);
    if (dice.below(2) === 0) lines.splice(at, 0, comment);
    else lines[at] = `${lines[at] ?? ""} ${comment}`;
  }
  return lines.join("\n");
}

const wraps: readonly (readonly [open: string, close: string])[] = [
  ["(", ")"],
  ["-", ""],
  ["", "'"],
  ["sin(", ")"],
  ["relu(", ")"],
  ["sum(i in n, ", ")"],
  ["if w > 0 then ", " else 0"],
  ["1 / (1 + ", ")"],
  ["w + ", ""],
  ["", " - w"],
  ["w * (", " + 1)"],
  ["2 ^ ", ""],
  ["", " ^ 2"],
  ["exp(", ") * w"],
  ["log(1 + ", "^2)"],
  ["max(", ", w)"],
  ["logsumexp(i in n, x[i] * ", ")"],
  ["[", "]"],
  ["x[", "]"],
  ["not ", ""],
  ["not not (", ")"],
];

const declarations = "dim n\nparam w\ndata x[n]\n";

/** The same around itself, over and over, or two things in turn. */
function nested(dice: Dice): string {
  const pair = dice.some(1 + dice.below(2), () => dice.of(wraps));
  const deep = dice.of([3, 10, 30, 100, 1000, 20_000]);
  const chosen = Array.from({ length: deep }, (_, level) => pair[level % pair.length]!);
  const open = chosen.map(([text]) => text).join("");
  const close = chosen
    .map(([, text]) => text)
    .reverse()
    .join("");
  return `${declarations}loss = ${open}w${close}\n`;
}

/** Formulas that grow when they are written out, many of them twice as large with every step. */
function growing(dice: Dice): string {
  const many = dice.of([2, 5, 12, 30]);
  const step = dice.of([
    (a: string) => `${a} * ${a}`,
    (a: string) => `${a} + ${a}^2`,
    (a: string) => `(${a} + w) * (${a} - w)`,
    (a: string) => `1 / (1 + ${a})`,
    (a: string) => `exp(${a}) / (1 + exp(${a}))`,
    (a: string) => `sum(i in n, x[i] * ${a})`,
    (a: string) => `log(exp(${a}) + exp(w))`,
    (a: string) => `sin(${a}) * cos(${a})`,
    (a: string) => `tanh(${a} + v) / (1 + ${a}^2)`,
    (a: string) => `if ${a} > w then ${a} else -${a}`,
    (a: string) => `max(${a}, v * ${a})`,
    (a: string) => `(w + v)^${many} - ${a}`,
  ]);
  const asFunctions = dice.below(3) === 0;
  const lines = Array.from({ length: many }, (_, k) =>
    asFunctions ? `f${k + 1}(u) = ${step(`f${k}(u)`)}` : `a${k + 1} = ${step(`a${k}`)}`,
  );
  const [first, last] = asFunctions ? ["f0(u) = u * v", `f${many}(w)`] : ["a0 = w * v", `a${many}`];
  return `dim n\nparam w, v\ndata x[n]\n${[first, ...lines].join("\n")}\nloss = ${last}\n`;
}

/** Sizes that are fixed: from nothing to more than there are numbers. */
function sized(dice: Dice): string {
  const sizes = ["0", "1", "2", "3", "7", "31", "200", "5000", "1000000", "2147483648", "9007199254740991", ...numbers];
  return dice.of(models).replace(/^dim\s+(.*)$/gm, (_, list: string) => {
    const given = list.split(",").map((name) => (dice.below(4) === 0 ? name : `${name.trim()} = ${dice.of(sizes)}`));
    return `dim ${given.join(", ")}`;
  });
}

/** More of everything than most people write; a thousand parameters, each with a size of its own, come near the limit. */
function long(dice: Dice): string {
  const many = dice.of([10, 100, 1000]);
  const form = dice.below(5);
  const range = Array.from({ length: many }, (_, k) => k);
  if (form === 0)
    return `param ${range.map((k) => `p${k}`).join(", ")}\nloss = ${range.map((k) => `p${k}^2`).join(" + ")}\n`;
  if (form === 1)
    return range
      .slice(0, 300)
      .map((k) => `dim d${k}\nparam w${k}[d${k}]`)
      .join("\n")
      .concat("\nloss = sum(w0)\n");
  if (form === 2)
    return `${declarations}loss = ${range.map((k) => `sin(${k} * w)`).join(dice.of([" + ", " * ", " / "]))}\n`;
  if (form === 3) return `${declarations}${range.map((k) => `y${k} = w * ${k}`).join("\n")}\nloss = w^2\n`;
  const axes = range.slice(0, 40).map((k) => `d${k}`);
  return `dim ${axes.join(", ")}\nparam w[${axes.join(", ")}]\nloss = sum(w)\n`;
}

const soup = (dice: Dice): string =>
  dice.some(dice.size(400), () => dice.of(vocabulary)).join(dice.of(["", " ", "\n"]));

const characters = (dice: Dice): string =>
  String.fromCodePoint(...dice.some(dice.size(1000), () => dice.below(dice.of([128, 0x500, 0xd800, 0x11_0000]))));

const kinds: Readonly<Record<string, (dice: Dice) => string | Uint8Array>> = {
  mutated,
  corrupted,
  renamed,
  poisoned,
  nested,
  growing,
  sized,
  long,
  soup,
  characters,
  bytes: (dice) => Uint8Array.from(dice.some(dice.size(3000), () => dice.below(256))),
};

/** Some kinds more often than others: what comes far is worth more than what the lexer refuses. */
const weighted = [
  "mutated",
  "mutated",
  "mutated",
  "renamed",
  "renamed",
  "poisoned",
  "growing",
  "sized",
  ...Object.keys(kinds),
];

const filenames = [
  "model",
  "model",
  "__proto__",
  "constructor",
  "a b",
  "1",
  "σ",
  "-",
  "../x",
  ...poison,
  "x".repeat(200),
];

/** The hostile file of this number: the same on every machine. */
export function hostile(number: number): Hostile {
  const dice = new Dice(number);
  const kind = dice.of(weighted);
  const made = kinds[kind]!(dice);
  const text = typeof made === "string" && dice.below(12) === 0 ? made.replaceAll("\n", "\r\n") : made;
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return { kind, filename: `${dice.of(filenames)}.nabla`, bytes };
}
