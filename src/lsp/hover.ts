import { MarkupKind, type Hover, type Range } from "vscode-languageserver/node";
import { inspect } from "../index.ts";
import { manualOf } from "../editing.ts";
import { text } from "../notation/text.ts";
import type { Name } from "./names.ts";
import type { OpenFile } from "./open-file.ts";

/** A file of so many statements is derived while somebody waits for it. */
const MOST_DERIVED = 300;

/** What is said of what stands at an offset: of a name where it comes from, of an expression its shape. */
export async function hoverAt(open: OpenFile, offset: number): Promise<Hover | undefined> {
  const name = open.nameAt(offset);
  if (name) return said(await ofName(name, open), open.rangeIn(name.span));
  return ofLibrary(open, offset) ?? ofExpression(open, offset);
}

const said = (parts: readonly string[], range: Range): Hover => ({
  contents: { kind: MarkupKind.Markdown, value: parts.join("\n\n") },
  range,
});

const code = (language: string, lines: string): string => `\`\`\`${language}\n${lines}\n\`\`\``;

async function ofName(name: Name, open: OpenFile): Promise<string[]> {
  const { declaration, introduced } = name;
  if (declaration) return ofDeclaration(declaration, open);
  const over = introduced?.over === undefined ? "" : ` in ${introduced.over}`;
  return [code("nabla", `${name.name}${over}`), introduced?.kind === "index" ? "an index" : shapeAt(name, open)];
}

async function ofDeclaration(
  { name, kind, span: { start }, statement }: NonNullable<Name["declaration"]>,
  open: OpenFile,
): Promise<string[]> {
  const inputs = statement.kind === "param" || statement.kind === "data" ? statement.declared : [];
  const input = inputs.find((declared) => declared.name.span.start === start);
  const span = (input ?? statement).span;
  const written = `${input ? `${kind} ` : ""}${open.edited.places.slice(span.start, span.end)}`;
  const shape = open.file.axesOf(name)?.join(", ");
  const shown = shape === undefined ? [] : [shape === "" ? "a scalar" : `[${shape}]`];
  return [code("nabla", written), ...shown, ...(kind === "param" ? await gradientOf(name, open) : [])];
}

/** The shape of a parameter of a function, as far as applications tell. */
function shapeAt({ span }: Name, open: OpenFile): string {
  const shapes = shapesAround(open, span.start, span.end);
  return shapes.length === 0 ? "a parameter of this function" : `a parameter of this function: ${shapes.join(" or ")}`;
}

/** The gradient for a parameter, as the inspector shows it. */
async function gradientOf(param: string, open: OpenFile): Promise<string[]> {
  const { diagnostics, statements } = open.edited;
  if (statements.length > MOST_DERIVED || diagnostics.some(({ severity }) => severity === "error")) return [];
  const { report } = await inspect(open.text.getText(), { filename: "model.nabla", warnings: "off" });
  const answers = report?.answers.map(({ sections }) => sections.flatMap(({ lines }) => lines)) ?? [];
  const lines = answers.find((all) => all.some((line) => line.param === param)) ?? [];
  const shown = behindGradient(lines, param).map(({ left, right }) => `${text(left)} = ${text(right)}`);
  return shown.length === 0 ? [] : [code("text", shown.join("\n"))];
}

type Line = NonNullable<
  Awaited<ReturnType<typeof inspect>>["report"]
>["answers"][number]["sections"][number]["lines"][number];

/** The line of a gradient after the adjoints that it is made of. */
function behindGradient(lines: readonly Line[], param: string): Line[] {
  const wanted = new Set<string>();
  return lines
    .toReversed()
    .filter((line) => {
      const isWanted = line.param === param || (line.role === "adjoint" && wanted.has(line.equation));
      if (isWanted) for (const name of line.reads) wanted.add(name);
      return isWanted;
    })
    .reverse();
}

function ofLibrary(open: OpenFile, offset: number): Hover | undefined {
  const word = wordAt(open.text.getText(), offset);
  const entry = manualOf.get(word.text);
  return entry && said([code("nabla", entry.signature), entry.says], open.rangeOf(word));
}

/** The name that an offset is in. */
function wordAt(source: string, offset: number): { start: number; end: number; text: string } {
  const before = /[\p{L}\p{M}\p{Nd}_]*$/u.exec(source.slice(0, offset))?.[0] ?? "";
  const after = /^[\p{L}\p{M}\p{Nd}_]*/u.exec(source.slice(offset))?.[0] ?? "";
  return { start: offset - before.length, end: offset + after.length, text: before + after };
}

/** The smallest expression around an offset. */
function ofExpression(open: OpenFile, offset: number): Hover | undefined {
  const place = open.placeOf(offset);
  if (place === undefined) return undefined;
  const smallest = smallestAround(open, place, place + 1);
  if (!smallest) return undefined;
  const { places } = open.edited;
  const shapes = shapesAround(open, smallest.start, smallest.end);
  const written = places.slice(smallest.start, smallest.end);
  return said([code("nabla", written), shapes.join(" or ")], open.rangeIn(smallest));
}

function smallestAround(open: OpenFile, start: number, end: number) {
  let least: { readonly start: number; readonly end: number } | undefined;
  for (const { span } of shownAround(open, start)) {
    if (span.start > start || span.end < end) continue;
    if (!least || span.end - span.start < least.end - least.start) least = span;
  }
  return least;
}

/** The shapes that an expression has: in a function, one for each kind of argument. */
function shapesAround(open: OpenFile, start: number, end: number): string[] {
  const shapes = new Set<string>();
  for (const { span, shape } of shownAround(open, start))
    if (span.start === start && span.end === end) shapes.add(shape);
  return [...shapes];
}

function shownAround(open: OpenFile, place: number) {
  const statement = open.edited.statements.find(({ span }) => span.start <= place && place <= span.end);
  return statement ? open.file.shapesIn(statement) : [];
}
