import type { Kernel, Model } from "../equations/kernel.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Request } from "../equations/request.ts";
import type { System } from "../equations/system.ts";
import { prune } from "../simplify/prune.ts";
import { adjointsOf, identitiesOf, type Adjoint } from "./adjoints.ts";
import { nameArguments } from "./arguments.ts";
import { changedParts } from "./changed.ts";
import { chainOf, isDirect, namedPieces, type Chain } from "./chain.ts";
import { Checks } from "./checks.ts";
import { Definitions } from "./definitions.ts";
import { Deltas } from "./deltas.ts";
import type { Derivation, Group, Partial } from "./derivation.ts";
import { over, unchanged, type Line } from "./lines.ts";
import { stabilization } from "./stabilization.ts";

export type GradientRequest = Extract<Request, { kind: "gradient" }>;

interface Draft extends Omit<Group, "steps"> {
  readonly steps: readonly Line[];
}

/** What is known of a derivation once every adjoint has its final form. */
interface Derived {
  readonly formula: System;
  readonly chain: Chain;
  readonly adjoints: readonly Adjoint[];
  readonly checks: Checks;
  readonly deltas: Deltas;
  readonly definitions: Definitions;
}

/**
 * The derivation of a gradient, from the formula as it was written, with every step checked.
 * @param compiled what the compiler answers to the same request
 * @throws Error `internal: …` where a step is wrong
 */
export function deriveSteps(model: Model, request: GradientRequest, compiled: Kernel): Derivation {
  const written = prune(model.system, [request.of]);
  const formula = nameArguments(written);
  const definitions = new Definitions(formula.equations.filter(({ name }) => name !== request.of));
  const chain = chainOf(formula, request, (body) => definitions.fold(body));
  const deltas = new Deltas(chain.taken);
  const adjoints = adjointsOf(chain, definitions, deltas);
  const finals = adjoints.map(({ equation }) => equation);
  const named = chain.links.flatMap((link) => namedPieces(link, chain)).map(({ equation }) => equation);
  const helping = [...deltas.equations, ...named];
  const checks = new Checks({
    written,
    system: { ...formula, equations: [...formula.equations, ...finals] },
    expansions: new Map(helping.map((equation) => [equation.name, equation])),
    compiled: compiled.system,
    of: request.of,
  });
  const derived: Derived = { formula, chain, adjoints, checks, deltas, definitions };
  const byHand: Draft[] = [
    { kind: "model", title: "The formula as it is written", steps: asWritten(derived, written) },
    { kind: "chain", title: "The chain rule, from the loss back", steps: chainSteps(derived) },
    { kind: "pieces", title: "The derivative of each piece", steps: pieceSteps(derived) },
    { kind: "simplification", title: "Simplification", steps: simplification(derived) },
    { kind: "result", title: "The gradient", steps: results(derived, compiled) },
  ];
  const stable = stabilization({ formula, of: request.of, wrt: request.wrt, definitions, adjoints, checks });
  const groups: Draft[] = [
    ...byHand,
    { kind: "stabilization", title: "The loss as it is computed", steps: stable.lines },
  ];
  return {
    of: request.of,
    wrt: request.wrt,
    system: { ...formula, equations: [...deltas.equations, ...formula.equations, ...named, ...finals] },
    partials: partialsOf(chain),
    deltas: new Set(deltas.equations.map(({ name }) => name)),
    groups: numbered(groups),
    conclusion: conclusionOf(groups, stable.agreement),
  };
}

/** Whether the ways meet, and what the compiler says. */
function conclusionOf(groups: readonly Draft[], agreement: string | undefined): string {
  const results = groups.find(({ kind }) => kind === "result")?.steps ?? [];
  const points = Math.min(...results.map(({ check }) => check.points));
  const both = agreement === undefined ? "" : `Both ways end at the same gradient: they are ${agreement}. `;
  return `${both}The compiled gradient agrees at ${String(points)} random ${points === 1 ? "point" : "points"}.`;
}

/** The groups that have something to say, their steps numbered through. */
function numbered(drafts: readonly Draft[]): Group[] {
  let number = 0;
  return drafts
    .filter(({ steps }) => steps.length > 0)
    .map((draft) => ({ ...draft, steps: draft.steps.map((line) => ({ ...line, number: ++number })) }));
}

function partialsOf(chain: Chain): Map<string, Partial> {
  const { of, links } = chain;
  const partials = new Map<string, Partial>();
  for (const link of links) {
    const { tensor, adjoint, axes } = link;
    for (const { equation, ofAxes, byAxes, of: reader, by } of namedPieces(link, chain)) {
      partials.set(equation.name, { of: reader, by, ofAxes, byAxes });
    }
    partials.set(adjoint, { of, by: tensor, ofAxes: [], byAxes: axes.map((_, position) => position) });
  }
  return partials;
}

/** The definitions and the loss; what has a name only here is checked by what is made of it. */
function asWritten({ formula, checks }: Derived, written: System): Line[] {
  const names = new Set(written.equations.map(({ name }) => name));
  return formula.equations.map((equation) => {
    const readers = formula.equations.filter(({ name, body }) => names.has(name) && tensorsIn(body).has(equation.name));
    const shown = names.has(equation.name) ? [equation.name] : readers.map(({ name }) => name);
    return {
      tensor: equation.name,
      continues: false,
      right: over(equation, equation.body),
      changed: unchanged,
      rule: { name: "as written", identity: "" },
      check: checks.asWritten(shown),
    };
  });
}

function chainSteps({ adjoints, checks }: Derived): Line[] {
  return adjoints.flatMap(({ link, rule }) =>
    rule === undefined || link.pieces.length === 0
      ? []
      : [
          {
            tensor: link.adjoint,
            continues: false,
            right: over(link, rule),
            changed: unchanged,
            rule: { name: "chain rule", identity: "∂L/∂v = Σ ∂L/∂u·∂u/∂v" },
            check: checks.adjoint(link.tensor, rule, link.axes),
          },
        ],
  );
}

/** The derivative of the loss itself by what it reads, then of every other piece. */
function pieceSteps({ adjoints, chain, checks, deltas }: Derived): Line[] {
  return adjoints.flatMap(({ link, forms }) => {
    const isWhole = isDirect(link, chain);
    const shown = isWhole ? link.pieces : namedPieces(link, chain);
    return shown.map((piece): Line => {
      const { name, axes, body } = piece.equation;
      return {
        tensor: isWhole ? link.adjoint : name,
        continues: false,
        right: over({ axes }, isWhole ? (forms[0]?.body ?? body) : deltas.show(body)),
        changed: unchanged,
        rule: { name: nameOf(piece.identities), identity: identitiesOf([piece]) },
        check: checks.piece(piece),
      };
    });
  });
}

const nameOf = (identities: readonly string[]): string => (identities.length === 0 ? "linear" : "derivative");

function simplification({ adjoints, chain, checks }: Derived): Line[] {
  return adjoints.flatMap(({ link, rule, forms }) => {
    const whole = isDirect(link, chain);
    let before = whole ? forms[0]?.body : rule;
    return forms.slice(whole ? 1 : 0).map(({ body, rule: by }, at): Line => {
      const from = before ?? body;
      before = body;
      return {
        tensor: link.adjoint,
        continues: at > 0,
        right: over(link, body),
        changed: at > 0 || whole ? changedParts(body, from) : unchanged,
        rule: by,
        check: checks.equal(`∂${chain.of}/∂${link.tensor}, ${by.name},`, body, from, link.axes),
      };
    });
  });
}

function results({ adjoints, checks }: Derived, { outputs }: Kernel): Line[] {
  return adjoints.flatMap(({ link, equation }) => {
    const output = outputs.find((candidate) => candidate.kind === "gradient" && candidate.param === link.tensor);
    if (!link.isParameter || !output) return [];
    return [
      {
        tensor: link.adjoint,
        continues: false,
        right: over(link, equation.body),
        changed: unchanged,
        rule: { name: "gradient", identity: "as the compiler has it" },
        check: checks.compiled(link.adjoint, output.equation),
      },
    ];
  });
}
