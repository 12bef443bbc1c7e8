import type { Span } from "../diagnostics/diagnostic.ts";
import type { Edited } from "../editing.ts";

type NameIndex = Edited["names"];
type Declaration = NameIndex["declarations"] extends ReadonlyMap<string, infer D> ? D : never;
type Introduced = NameIndex["introduced"][number];

/** What a name that stands somewhere stands for. */
export interface Name {
  readonly name: string;
  /** Where it stands. */
  readonly span: Span;
  /** Where it is introduced. */
  readonly to: Span;
  readonly declaration: Declaration | undefined;
  readonly introduced: Introduced | undefined;
}

const isAt = ({ start, end }: Span, place: number): boolean => start <= place && place <= end;
const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** The name at a place, be it introduced there or used. */
export function nameAt(names: NameIndex, place: number): Name | undefined {
  const use = names.uses.find(({ span }) => isAt(span, place));
  const declarations = [...names.declarations.values()];
  const to = use?.to ?? [...declarations, ...names.introduced].find(({ span }) => isAt(span, place))?.span;
  if (!to) return undefined;
  const declaration = declarations.find(({ span }) => isSame(span, to));
  const introduced = names.introduced.find(({ span }) => isSame(span, to));
  const name = (declaration ?? introduced)?.name;
  return name === undefined ? undefined : { name, span: use?.span ?? to, to, declaration, introduced };
}

/** Wherever it stands, the place that introduces it first. */
export const occurrencesOf = ({ uses }: NameIndex, { to }: Name): Span[] => [
  to,
  ...uses
    .filter((use) => isSame(use.to, to))
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start),
];

/** The names that may stand at a place: what is declared, and what the expression around it introduces. */
export function namesAround({ declarations, introduced }: NameIndex, place: number | undefined) {
  const local = introduced.filter(({ scope }) => place !== undefined && isAt(scope, place));
  return { declared: [...declarations.values()], local };
}
