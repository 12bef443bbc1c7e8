import { escaped, tag } from "./markup.ts";

/**
 * A text with what its groups match told apart: each match becomes a span of the class that its group is called. The
 * pattern is global and every alternative is a named group.
 */
export function colored(text: string, tokens: RegExp): string {
  let html = "";
  let from = 0;
  for (const match of text.matchAll(tokens)) {
    const kind = Object.keys(match.groups ?? {}).find((name) => match.groups?.[name]);
    html += escaped(text.slice(from, match.index)) + tag("span", { class: kind }, escaped(match[0]));
    from = match.index + match[0].length;
  }
  return html + escaped(text.slice(from));
}

/** A file of the language. */
export const nablaTokens =
  /(?<comment>\/\/.*|\/\*[\s\S]*?(?:\*\/|$))|(?<keyword>(?<![\p{L}\p{N}_])(?:dim|param|data|const|emit|if|then|else|where|in|and|or|not)(?![\p{L}\p{N}_]))|(?<number>(?<![\p{L}\p{N}_.])\d[\d.]*(?:e[+-]?\d+)?)/gu;

/** A line of emitted code. */
export const codeTokens =
  /(?<comment>\/\/.*|\/\*.*|^ \*.*)|(?<keyword>\b(?:const|let|for|if|else|return|export|function|interface|readonly|throw|new|continue)\b)|(?<number>\b\d[\d.]*(?:e[+-]?\d+)?\b)/g;
