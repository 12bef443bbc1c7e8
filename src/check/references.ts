import type { Span } from "../diagnostics/diagnostic.ts";
import { type Declaration, kindText } from "./declarations.ts";
import type { Problems } from "./problems.ts";

interface Early {
  readonly from: string | undefined;
  readonly to: Declaration;
  readonly span: Span;
}

/** Which statement uses which name. A use that comes too soon is a recursion where the name, in turn, uses the statement. */
export class References {
  readonly used = new Set<string>();
  readonly #uses = new Map<string, Set<string>>();
  readonly #early: Early[] = [];

  add(from: string | undefined, to: Declaration, span: Span, order: number): void {
    if (from !== to.name) this.used.add(to.name);
    if (from !== undefined) this.#uses.set(from, (this.#uses.get(from) ?? new Set()).add(to.name));
    if (to.order >= order) this.#early.push({ from, to, span });
  }

  report(problems: Problems): void {
    const reported = new Set<string>();
    for (const early of this.#early) {
      const path = early.from === undefined ? undefined : this.#path(early.to.name, early.from);
      if (!path) {
        reportEarly(early, problems);
        continue;
      }
      const cycle = [...path].sort().join(" ");
      if (!reported.has(cycle)) reportRecursion(early, path, problems);
      reported.add(cycle);
    }
  }

  /** The names by which `from` leads to `to`, both included. */
  #path(from: string, to: string): string[] | undefined {
    const before = new Map<string, string | undefined>([[from, undefined]]);
    for (const name of before.keys()) {
      if (name === to) return trail(before, to);
      for (const next of this.#uses.get(name) ?? []) if (!before.has(next)) before.set(next, name);
    }
    return undefined;
  }
}

function trail(before: ReadonlyMap<string, string | undefined>, to: string): string[] {
  const path: string[] = [];
  for (let at: string | undefined = to; at !== undefined; at = before.get(at)) path.push(at);
  return path.reverse();
}

function reportEarly({ to, span }: Early, problems: Problems): void {
  problems.report(
    "E0204",
    `\`${to.name}\` is used before it is ${to.kind === "definition" || to.kind === "function" ? "defined" : "declared"}`,
    {
      span,
      notes: [`it is ${kindText[to.kind]}, ${problems.line(to.span) ? problems.line(to.span).trim() : "further down"}`],
      repairs: [`move \`${to.name}\` before its first use`],
    },
  );
}

function reportRecursion({ from, to, span }: Early, path: readonly string[], problems: Problems): void {
  const cycle = [from ?? "", ...path].map((name) => `\`${name}\``).join(" → ");
  const fn = to.kind === "function";
  const message =
    path.length === 1
      ? `\`${to.name}\` ${fn ? "applies itself" : "is defined by itself"}`
      : `${path.map((name) => `\`${name}\``).join(" and ")} ${fn ? "apply" : "are defined by"} each other`;
  problems.report("E0205", message, {
    span,
    notes: [`the cycle is ${cycle}`],
    repairs: fn
      ? ["functions apply by substitution, so that none may lead back to itself"]
      : ["definitions are in order, each by those before it"],
  });
}
