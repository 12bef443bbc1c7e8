import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Misfit } from "./earley.ts";
import { binaryOperators, comparisons, declarationWords, END, endsOperand, keywords, type Token } from "./token.ts";

/** A statement that does not parse, and the place where it stops to. */
interface Place extends Misfit {
  readonly tokens: readonly Token[];
  /** The last token that fits. */
  readonly before: Token | undefined;
  readonly next: Token | undefined;
}

type Explanation = (found: Token, place: Place) => Diagnostic | undefined;

/** Says in the user's words why a statement does not parse: the first explanation that applies. */
export function explain(tokens: readonly Token[], misfit: Misfit): Diagnostic {
  const { offset } = misfit;
  const place: Place = { ...misfit, tokens, before: tokens[offset - 1], next: tokens[offset + 1] };
  const found = tokens[offset];
  if (!found) return unexpectedEnd(place);
  for (const explanation of explanations) {
    const explained = explanation(found, place);
    if (explained) return explained;
  }
  return diagnostic("E0111", `expected ${expectedWords(place)}, found ${quoted(found)}`, {
    span: found,
    repairs: strayRepairs(found, place),
  });
}

/** `i in 0:n`, `a = b;` */
function strayRepairs({ type }: Token, { tokens, offset, expected }: Place): string[] {
  if (type === ":" && tokens[offset - 2]?.type === "in")
    return ["an index runs from 0 over a dimension, as in `i in n`"];
  return type === ";" && expected.has(END) ? ["the end of the line ends a statement"] : [];
}

const explanations: readonly Explanation[] = [
  reservedWord,
  lineBegins,
  comparisonThatDefines,
  secondEquals,
  chainedComparison,
  missingOperator,
  loneOperator,
];

function unexpectedEnd(place: Place): Diagnostic {
  const last = place.before;
  if (last && binaryOperators.has(last.type)) {
    return diagnostic("E0113", `${quoted(last)} has nothing on its right`, { span: last });
  }
  const end = last?.end ?? 0;
  const branch = ["then", "else"].find((word) => place.expected.has(word));
  const repairs = branch ? [`end the line with \`${branch}\`, or put the whole \`if\` in brackets`] : [];
  return diagnostic("E0112", `the statement ends here, expected ${expectedWords(place)}`, {
    span: { start: end, end },
    repairs,
  });
}

/** `dim = 3`, `param in[n]`, `x = data + 1` */
function reservedWord(found: Token, { before, next, expected, offset }: Place): Diagnostic | undefined {
  if (offset === 1 && before && declarationWords.has(before.type) && definesName(found)) return reserved(before);
  if (!keywords.has(found.type)) return undefined;
  if (offset === 0) return definesName(next) ? reserved(found) : undefined;
  const mustBeName = expected.has("name") && !expected.has("(");
  const asOperand = expected.has("name") && declarationWords.has(found.type);
  return mustBeName || asOperand ? reserved(found) : undefined;
}

/** Whether a word before this token would be what a definition defines. */
function definesName(after: Token | undefined): boolean {
  return after !== undefined && ["=", "[", "("].includes(after.type);
}

function reserved(word: Token): Diagnostic {
  return diagnostic("E0114", `\`${word.value}\` is a word of the language and cannot be a name`, {
    span: word,
    repairs: [`choose another name, such as \`${word.value}_\``],
  });
}

function lineBegins(found: Token, { offset }: Place): Diagnostic | undefined {
  const word = found.type === "then" || found.type === "else";
  if (offset > 0 || !(word || binaryOperators.has(found.type))) return undefined;
  return diagnostic(word ? "E0111" : "E0113", `a statement cannot begin with ${quoted(found)}`, {
    span: found,
    repairs: [`where the line before goes on, end that line with ${quoted(found)}`],
  });
}

/** `loss == sum(w)` */
function comparisonThatDefines(found: Token, { expected, offset }: Place): Diagnostic | undefined {
  if (found.type !== "==" || !expected.has("=") || offset !== 1) return undefined;
  return diagnostic("E0111", "`==` compares, and cannot define a name", { span: found, repairs: ["write `=`"] });
}

function secondEquals(found: Token, { expected }: Place): Diagnostic | undefined {
  if (found.type !== "=" || !expected.has("+")) return undefined;
  return diagnostic("E0111", "`=` defines a name and cannot stand in an expression", {
    span: found,
    repairs: ["write `==` to compare"],
  });
}

function chainedComparison(found: Token, { before, expected }: Place): Diagnostic | undefined {
  if (!comparisons.has(found.type) || !endsOperand(before) || !expected.has("+")) return undefined;
  return diagnostic("E0116", `a comparison has two sides, and ${quoted(found)} is a second one`, {
    span: found,
    repairs: ["join two comparisons by `and`, as in `a < b and b < c`"],
  });
}

function missingOperator(found: Token, { before, expected }: Place): Diagnostic | undefined {
  if (!before || !endsOperand(before) || !["name", "number", "("].includes(found.type) || !expected.has("+"))
    return undefined;
  const sides =
    before.type === "name" || before.type === "number"
      ? ` between ${quoted(before)} and ${quoted(found)}`
      : ` before ${quoted(found)}`;
  return diagnostic("E0115", `an operator is missing${sides}`, {
    span: found,
    repairs: [
      "a product is written with `*`",
      ...(before.type === "name" && before.value.length > 1 && found.type !== "("
        ? [`an application with brackets, as in \`${before.value}(x)\``]
        : []),
    ],
  });
}

function loneOperator(found: Token, { before, expected }: Place): Diagnostic | undefined {
  if (!binaryOperators.has(found.type) || !expected.has("(") || !expected.has("number")) return undefined;
  const where = before ? ` after ${quoted(before)}` : "";
  return diagnostic("E0113", `expected an expression${where}, found the operator ${quoted(found)}`, {
    span: found,
    repairs: before?.type === "*" && found.type === "*" ? ["a power is written with `^`"] : [],
  });
}

function quoted({ value }: Token): string {
  return `\`${value.length <= 40 ? value : `${value.slice(0, 40)}…`}\``;
}

/** What could have stood there: `an expression, `)` or `,``. */
function expectedWords({ expected, offset }: Place): string {
  if (offset === 0) return "a declaration or a definition";
  const words = folds.filter(({ when }) => when.every((type) => expected.has(type)));
  const folded = new Set(words.flatMap(({ hides }) => hides));
  const rest = [...expected].filter((type) => !folded.has(type) && type !== END).sort();
  const end = expected.has(END) ? ["the end of the line"] : [];
  const all = [...words.slice(0, 1).map(({ name }) => name), ...rest.map((type) => `\`${type}\``), ...end];
  return all.length > 1 ? `${all.slice(0, -1).join(", ")} or ${all.at(-1) ?? ""}` : (all[0] ?? "nothing");
}

/** Sets of tokens that have a name in the user's words; the first that is there is said. */
const folds: readonly { readonly name: string; readonly when: readonly string[]; readonly hides: readonly string[] }[] =
  [
    { name: "an expression", when: ["name", "number", "("], hides: ["name", "number", "(", "-", "not", "if"] },
    { name: "an operator", when: ["+", "*"], hides: [...binaryOperators, "'", "[", "(", "in"] },
    { name: "a dimension or a number", when: ["name", "number"], hides: ["name", "number"] },
    { name: "a name", when: ["name"], hides: ["name"] },
    { name: "a number", when: ["number"], hides: ["number"] },
  ];
