import fc from "fast-check";
import { Diagnostics } from "../../src/diagnostics/collector.ts";
import { lex } from "../../src/parse/lex.ts";
import { binaryOperators, type Token } from "../../src/parse/token.ts";
import { printModule } from "../../src/syntax/print.ts";
import { randomModule } from "../syntax/random-module.ts";

/** What may stand between two words of a line. */
const within = fc.constantFrom("", "", " ", "   ", "\t", " /* a */ ", " /**/");
/** And where the statement goes on in the next line. */
const over = fc.constantFrom(
  "",
  " ",
  "\n",
  "  \r\n\t",
  "\n\n\n",
  " // b \n",
  "\n  // c\n// d\r\n",
  " /* e\n    f */ ",
  "\n/* g */ ",
);
/** Between two statements. */
const between = fc.constantFrom(
  "\n",
  "\r\n",
  "\n\n",
  " \n\n\n\n",
  "  // h\n",
  " /* i */\n",
  "\n// j\n",
  "\n\n/* k\n  l*/ /* m */",
  "\n/* n */ ",
);

/** The line goes on after these. */
const continuing: ReadonlySet<string> = new Set([
  ...binaryOperators,
  "not",
  "=",
  ",",
  "in",
  "where",
  "if",
  "then",
  "else",
]);

export const tokensOf = (source: string) => lex(source, new Diagnostics(), Infinity);

/** Random files, with comments, and laid out in any way that the language allows. */
export const looseSource: fc.Arbitrary<string> = fc
  .record({ module: randomModule, seeds: fc.infiniteStream(fc.record({ within, over, between })) })
  .map(({ module, seeds }) => {
    const text = printModule(module);
    const { tokens } = tokensOf(text);
    let open = 0;
    let source = "";
    for (const [at, token] of tokens.entries()) {
      const next = tokens[at + 1];
      const gaps = seeds.next().value as { within: string; over: string; between: string };
      if (token.type === "newline") {
        source += gaps.between;
        continue;
      }
      source += text.slice(token.start, token.end);
      open += bracketChange(token);
      if (!next || next.type === "newline") continue;
      const gap = open > 0 || continuing.has(token.type) ? gaps.over : gaps.within;
      const needed = text.slice(token.end, next.start);
      source += gap === "" || (gap.startsWith("/") && needed === "") ? needed + gap : gap;
    }
    return source;
  });

const bracketChange = ({ type }: Token): number => ("([".includes(type) ? 1 : ")]".includes(type) ? -1 : 0);
