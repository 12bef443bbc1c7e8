import type { CodePlace } from "../../emit/places.ts";
import type { Report } from "../report.ts";
import type { LinkOf } from "./links.ts";
import { colored, codeTokens } from "./colored.ts";
import { tag } from "./markup.ts";

/** Lines from 1, both included. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch that computes an equation of an answer. */
interface Linked extends Stretch {
  readonly link: string;
  readonly answer: number;
}

/** The functions of the emitted module that compute something; a stretch belongs to the formula that it computes. */
export function codeHtml({ code = "", answers }: Report, linkOf: LinkOf): string {
  const lines = code.split("\n");
  const linked = answers.flatMap(({ places }, answer) => linkedPlaces(places, answer, linkOf));
  const anchored = new Set<string>();
  const functions = functionsOf(lines).filter((whole) => linked.some((place) => isWithin(place, whole)));
  return functions
    .map((whole) => {
      const places = linked.filter((place) => isWithin(place, whole)).sort((a, b) => a.from - b.from);
      return functionHtml(lines, whole, places, anchored);
    })
    .join("\n");
}

/** The functions of a module, each with the comment above it. */
function functionsOf(lines: readonly string[]): Stretch[] {
  return lines.flatMap((line, at) => {
    if (!/^(export )?function\b/.test(line)) return [];
    let from = at;
    while (/^( \*|\/\*\*)/.test(lines[from - 1] ?? "")) from--;
    const end = lines.indexOf("}", at);
    return [{ from: from + 1, to: (end < 0 ? lines.length - 1 : end) + 1 }];
  });
}

const isWithin = (inner: Stretch, outer: Stretch): boolean => inner.from >= outer.from && inner.to <= outer.to;

function functionHtml(
  lines: readonly string[],
  { from, to }: Stretch,
  places: readonly Linked[],
  anchored: Set<string>,
): string {
  const text = (stretch: Stretch): string =>
    lines
      .slice(stretch.from - 1, stretch.to)
      .map((line) => `${colored(line, codeTokens)}\n`)
      .join("");
  let html = "";
  let next = from;
  for (const place of places.filter((one, at) => one.from > (places[at - 1]?.to ?? 0))) {
    html += text({ from: next, to: place.from - 1 });
    html += placeHtml(place, text, anchored);
    next = place.to + 1;
  }
  return html + text({ from: next, to });
}

/** The comment with the formula leads back to the formula; the first stretch of an equation is where that leads to. */
function placeHtml(
  { link, answer, from, to }: Linked,
  text: (stretch: Stretch) => string,
  anchored: Set<string>,
): string {
  const id = anchored.has(link) ? undefined : `code-${link}`;
  anchored.add(link);
  const comment = tag("a", { href: `#${link}-${answer}` }, text({ from, to: from }).trimEnd());
  return tag("span", { class: `place ${link}`, id }, comment, "\n", text({ from: from + 1, to }));
}

const linkedPlaces = (places: readonly CodePlace[], answer: number, linkOf: LinkOf): Linked[] =>
  places.flatMap(({ equation, from, to }) => {
    const link = linkOf(equation);
    return link === undefined ? [] : [{ link, answer, from, to }];
  });

/** The equations that some stretch of the code computes. */
export const anchorsIn = (places: readonly CodePlace[], linkOf: LinkOf): ReadonlySet<string> =>
  new Set(places.flatMap(({ equation }) => linkOf(equation) ?? []));
