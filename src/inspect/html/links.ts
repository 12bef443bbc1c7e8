import type { Report } from "../report.ts";

/** What a page calls an equation: the same class where its formula, its loops and its node in the picture stand. */
export type LinkOf = (equation: string) => string | undefined;

/** A class for every equation that the report shows; names may be anything, so equations are numbered. */
export function linksOf({ answers }: Report): LinkOf {
  const shown = answers.flatMap(({ sections }) =>
    sections.flatMap(({ lines }) => lines.map(({ equation }) => equation)),
  );
  const numbers = new Map([...new Set(shown)].map((equation, number) => [equation, `q${number}`]));
  return (equation) => numbers.get(equation);
}

/** What lights up together, without a script. */
export function linkStyle({ answers }: Report, linkOf: LinkOf): string {
  const links = new Set(
    answers.flatMap(({ sections }) =>
      sections.flatMap(({ lines }) => lines.flatMap(({ equation }) => linkOf(equation) ?? [])),
    ),
  );
  return [...links]
    .map((link) => `body:has(.${link}:is(:hover, :focus-within)) .${link} { --lit: var(--glow); }`)
    .join("\n");
}
