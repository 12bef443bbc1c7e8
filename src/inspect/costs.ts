import type { Equation, System } from "../equations/system.ts";
import { totalCounts } from "../program/count.ts";
import type { Counts, Program, Share } from "../program/program.ts";
import { dimSize, multiplySizes, shapeSize, totalSize, wholeSize, type Size } from "../program/size.ts";
import type { Costs } from "./report.ts";
import { leading, typicalExtent, typicalValue } from "./sizes.ts";
import { writtenCosts } from "./written-costs.ts";

/** One request as it was written, as it is shown, and as it is computed. */
export interface Costed {
  readonly written: System;
  readonly shown: System;
  readonly outputs: readonly { readonly equation: string }[];
  readonly program: Program;
}

/** What a request costs before and after it is simplified. */
export function costsOf({ written, shown, outputs, program }: Costed): Costs {
  const asked = new Set(outputs.map(({ equation }) => equation));
  const before = { ...writtenCosts(written), workspace: totalSize(written.equations.map(kept(asked))) };
  const after = { ...program.counts, workspace: atMost(program.workLength, program) };
  const workspace = new Map(program.slots.map(({ variable, length }) => [variable.hint, atMost(length, program)]));
  const equations = gathered(program.shares, shown).map(({ equation, counts, names }) => ({
    equation,
    cost: { ...counts, workspace: totalSize(names.map((name) => workspace.get(name) ?? [])) },
  }));
  return { before, after, equations, saving: savingOf(before, after) };
}

/** A size with whole tiles, where samples go through in tiles. */
const atMost = (size: Size, { tiles }: Program): Size =>
  totalSize(
    size.map(({ coefficient, dims }) => {
      const factors = dims.map((name) => {
        const tile = tiles.find((each) => each.name === name);
        return tile ? wholeSize(tile.most) : dimSize({ name, size: undefined });
      });
      return multiplySizes(wholeSize(coefficient), ...factors);
    }),
  );

/** The array that an equation is kept in, unless it is a number, or the caller's. */
const kept =
  (asked: ReadonlySet<string>) =>
  ({ name, axes, origin }: Equation): Size =>
    axes.length === 0 || asked.has(name) || origin.rule === "gradient" ? [] : shapeSize(axes);

interface Gathered extends Share {
  readonly names: readonly string[];
}

/** The shares of what is shown; a piece that only the program has belongs to the equation that it is computed for. */
function gathered(shares: readonly Share[], shown: System): Gathered[] {
  const names = new Set(shown.equations.map(({ name }) => name));
  const rows: Gathered[] = [];
  let waiting: Share[] = [];
  for (const share of shares) {
    waiting.push(share);
    if (!names.has(share.equation)) continue;
    const counts = totalCounts(waiting.map((piece) => piece.counts));
    rows.push({ equation: share.equation, counts, names: waiting.map((piece) => piece.equation) });
    waiting = [];
  }
  return rows;
}

/** What each thing is called, and how much it weighs beside the others, in additions. */
const counted: { readonly [K in keyof Counts]: { readonly name: string; readonly weight: number } } = {
  multiplications: { name: "multiplications", weight: 1 },
  additions: { name: "additions", weight: 1 },
  divisions: { name: "divisions", weight: 4 },
  transcendentals: { name: "calls of exp, log and the like", weight: 16 },
  reads: { name: "reads", weight: 0.25 },
};

/** How many of the savings are told. */
const mostTold = 3;

/** The saving in one line: what weighs most, first. */
export function savingOf(before: Counts, after: Counts): string {
  const isOpen = [before, after].some((counts) => kinds.some((what) => isDependent(counts[what])));
  const changes = kinds
    .filter((what) => !isOpen || isDependent(before[what]) || isDependent(after[what]))
    .map((what) => ({ what, percent: percentSaved(before[what], after[what]), saved: saved(what, before, after) }))
    .filter(({ percent }) => percent !== 0)
    .sort((a, b) => Math.abs(b.saved) - Math.abs(a.saved))
    .slice(0, mostTold);
  if (changes.length === 0) return "nothing to save: it costs what it costs as written";
  const parts = changes.map(({ what, percent }, position) => {
    const [old, now] = [leading(before[what]), leading(after[what])];
    const terms = position === 0 && old !== now ? ` (${old} → ${now})` : "";
    return `${Math.abs(percent)} % ${percent > 0 ? "fewer" : "more"} ${counted[what].name}${terms}`;
  });
  return `${listed(parts)}${isOpen ? `, with every open dimension at ${typicalExtent}` : ""}`;
}

const kinds = Object.keys(counted) as (keyof Counts)[];

const isDependent = (size: Size): boolean => size.some(({ dims }) => dims.length > 0);

const saved = (what: keyof Counts, before: Counts, after: Counts): number =>
  counted[what].weight * (typicalValue(before[what]) - typicalValue(after[what]));

/** Rounded, but all only where nothing is left. */
function percentSaved(before: Size, after: Size): number {
  const [old, now] = [typicalValue(before), typicalValue(after)];
  if (old === 0) return 0;
  const percent = Math.round((100 * (old - now)) / old);
  return now === 0 ? percent : Math.min(99, percent);
}

/** `a, b and c` */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
