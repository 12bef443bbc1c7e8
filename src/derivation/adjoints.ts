import { read, zero } from "../equations/build.ts";
import { bodyAt, mapReads } from "../equations/reads.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { everyPart } from "../equations/walk.ts";
import { chainRule, indicesOf, isDirect, type Chain, type Factors, type Link, type Piece } from "./chain.ts";
import type { Definitions } from "./definitions.ts";
import type { Deltas } from "./deltas.ts";
import { simplified, type Rewritten } from "./rewriting.ts";
import { longestWritten, writtenSize } from "./size.ts";

/** How ∂loss/∂v comes about, from the chain rule to its final form. */
export interface Adjoint {
  readonly link: Link;
  /** The chain rule by names; absent where the loss alone reads v, and the derivative is that of the loss itself. */
  readonly rule: Scalar | undefined;
  readonly forms: readonly Rewritten[];
  /** The final form, as an equation. */
  readonly equation: Equation;
}

/** What is known of the chain while it is walked. */
interface Walk {
  readonly chain: Chain;
  readonly definitions: Definitions;
  readonly deltas: Deltas;
  /** The final forms so far, by tensor and by the name of the adjoint. */
  readonly made: Map<string, Equation>;
  readonly nameOf: ReadonlyMap<string, string>;
}

/** Every adjoint, from the loss back. */
export function adjointsOf(chain: Chain, definitions: Definitions, deltas: Deltas): Adjoint[] {
  const nameOf = new Map(chain.links.map(({ tensor, adjoint }) => [tensor, adjoint]));
  const walk: Walk = { chain, definitions, deltas, made: new Map(), nameOf };
  return chain.links.map((link) => {
    const forms = isDirect(link, chain) ? directForms(link, walk) : formsOf(link, walk);
    const body = forms.at(-1)?.body ?? zero;
    const origin = { rule: link.isParameter ? "gradient" : "adjoint", of: link.tensor } as const;
    const equation: Equation = { name: link.adjoint, axes: link.axes, body, origin };
    walk.made.set(link.adjoint, equation);
    return { link, rule: isDirect(link, chain) ? undefined : ruleByNames(link, walk), forms, equation };
  });
}

const readOf = ({ name, axes }: Pick<Equation, "name" | "axes">): Scalar => read(name, indicesOf(axes));

/** The derivative of the loss itself is written out where other ways lead to the loss too: ∂loss/∂v is what all of them add up to. */
const ruleByNames = (link: Link, walk: Walk): Scalar =>
  chainRule(walk.chain, link, {
    adjoint: adjointByName(walk),
    piece: (piece) => (piece.of === walk.chain.of ? walk.deltas.show(piece.equation.body) : readOf(piece.equation)),
  });

const adjointByName =
  ({ nameOf }: Walk): Factors["adjoint"] =>
  (tensor, indices) =>
    read(nameOf.get(tensor) ?? tensor, indices);

function directForms(link: Link, { definitions }: Walk): Rewritten[] {
  const [piece] = link.pieces;
  const written = piece?.equation.body ?? zero;
  const start = { body: written, rule: { name: "derivative of the loss", identity: identitiesOf(link.pieces) } };
  const shorter = simplified(written, definitions);
  return shorter ? [start, shorter] : [start];
}

/** The forms of one adjoint, each from the one before by one step. */
function formsOf(link: Link, walk: Walk): Rewritten[] {
  if (link.pieces.length === 0) return [{ body: zero, rule: { name: "no influence", identity: "(constant)′ = 0" } }];
  const adjoint = adjointByName(walk);
  const short = ({ equation }: Piece): boolean => writtenSize(equation.body) <= longestWritten;
  const shown = chainRule(walk.chain, link, {
    adjoint,
    piece: (piece) => (short(piece) ? walk.deltas.show(piece.equation.body) : readOf(piece.equation)),
  });
  const sifted = chainRule(walk.chain, link, { adjoint, piece: ({ equation }) => equation.body });
  const forms: Rewritten[] = [
    { body: shown, rule: { name: "derivatives in place", identity: identitiesOf(link.pieces) } },
    { body: sifted, rule: { name: "Kronecker delta", identity: "Σᵢ δᵢⱼ·xᵢ = xⱼ" } },
    ...settled(sifted, link, walk),
  ];
  return forms.filter(({ body }, at) => body !== forms[at - 1]?.body);
}

/** Adjoints put in place of their names where a person would, and what algebra makes of it. */
function settled(before: Scalar, link: Link, walk: Walk): Rewritten[] {
  const asNamed = finished(before, [], walk);
  const natural = finished(
    before,
    link.pieces.filter((piece) => goesInPlace(piece, walk)),
    walk,
  );
  const everything = finished(before, link.pieces, walk);
  const kept = natural.length > 0 ? natural : asNamed;
  const size = (forms: readonly Rewritten[]): number => writtenSize(forms.at(-1)?.body ?? before);
  return everything.length > 0 && size(everything) <= size(asNamed) ? everything : kept;
}

function finished(before: Scalar, pieces: readonly Piece[], { made, nameOf, definitions }: Walk): Rewritten[] {
  const finals = new Map(
    pieces.flatMap(({ of }) => {
      const equation = made.get(nameOf.get(of) ?? "");
      return equation && writtenSize(equation.body) <= longestWritten ? [[equation.name, equation] as const] : [];
    }),
  );
  const inPlace = mapReads(before, finals, (found, equation) => bodyAt(equation, found));
  const shorter = simplified(inPlace, definitions);
  const substitution = { body: inPlace, rule: { name: "substitution", identity: "what was found before, in place" } };
  return [...(inPlace === before ? [] : [substitution]), ...(shorter ? [shorter] : [])];
}

/** Where a function of one argument is passed, ∂loss/∂z is one formula with ∂loss/∂h; and f − y needs no name. */
function goesInPlace({ of, elementwise }: Piece, { chain, made, nameOf }: Walk): boolean {
  const body = made.get(nameOf.get(of) ?? "")?.body;
  if (!body) return false;
  const isSum = everyPart(body).some(({ kind }) => kind === "reduce");
  const readers = chain.links.filter(({ pieces }) => pieces.some((piece) => piece.of === of));
  return (elementwise && readers.length === 1) || (!isSum && writtenSize(body) <= shortest);
}

/** As long as 2/n·(f − y). */
const shortest = 14;

/** What a person writes beside the derivatives of some pieces, each identity once. */
export function identitiesOf(pieces: readonly Piece[]): string {
  const all = pieces.flatMap(({ identities }) => identities);
  return all.length === 0 ? "(a·x)′ = a" : [...new Set(all)].join(", ");
}
