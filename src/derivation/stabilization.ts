import { abstract } from "../equations/abstract.ts";
import { axis, sub, substitute, zero } from "../equations/build.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { prune } from "../simplify/prune.ts";
import { rewrite, type Firing } from "../simplify/rewrite.ts";
import { algebra, stabilityRules } from "../simplify/rules.ts";
import { adjointsOf, type Adjoint } from "./adjoints.ts";
import { chainOf, isDirect } from "./chain.ts";
import { changedParts } from "./changed.ts";
import type { Checks } from "./checks.ts";
import { Definitions } from "./definitions.ts";
import { Deltas } from "./deltas.ts";
import { over, unchanged, type Line } from "./lines.ts";

type Fired = Omit<Firing, "equation">;

/** The gradient as it was derived from the formula as written, which the other way has to meet. */
interface Written {
  readonly formula: System;
  readonly of: string;
  readonly wrt: readonly string[];
  readonly definitions: Definitions;
  readonly adjoints: readonly Adjoint[];
  readonly checks: Checks;
}

/** One equation, before and after the rules that keep the numbers right. */
interface Stable {
  readonly equation: Equation;
  readonly firings: readonly Fired[];
  /** With definitions in place, where the rules see through them. */
  readonly start: Scalar;
  readonly stable: Scalar;
  readonly settled: Scalar;
}

/**
 * The way that the compiler goes: the formula is made stable before it is differentiated. Both ways have to end at the
 * same gradient.
 */
export function stabilization(written: Written): { lines: readonly Line[]; agreement: string | undefined } {
  const made = written.formula.equations.map((equation) => stableForm(equation, written));
  const changed = made.filter(({ firings }) => firings.length > 0);
  if (changed.length === 0) return { lines: [], agreement: undefined };
  const stable = made.map(({ equation, firings, settled }) =>
    firings.length > 0 ? { ...equation, body: settled } : equation,
  );
  const other = otherWay(stable, written);
  const said = new Set<Scalar>();
  const lines = changed.flatMap((each) => linesOf(each, written, said));
  return { lines: [...lines, ...other.lines], agreement: other.agreement };
}

function stableForm(equation: Equation, { of, definitions }: Written): Stable {
  const firings: Fired[] = [];
  const start = equation.name === of ? definitions.unfold(equation.body) : equation.body;
  const stable = rewrite(start, stabilityRules, (firing) => firings.push(firing));
  const settled = rewrite(stable, [...stabilityRules, ...algebra], () => undefined);
  return { equation, firings, start, stable, settled };
}

/** Each use of an identity, said once, then the formula before and after. */
function linesOf(
  { equation, firings, start, stable, settled }: Stable,
  { checks }: Written,
  said: Set<Scalar>,
): Line[] {
  const used = firings.filter(({ before }) => {
    const { body } = abstract(before);
    return !said.has(body) && said.add(body);
  });
  const identities = used.map((firing) => firingLine(equation, firing, checks));
  const check = (next: Scalar, before: Scalar): Line["check"] =>
    checks.equal(`the stable form of ${equation.name}`, next, before, equation.axes);
  const first: Line = {
    tensor: equation.name,
    continues: false,
    right: over(equation, stable),
    changed: changedParts(stable, start),
    rule: { name: "stable form", identity: [...new Set(firings.map(({ identity }) => identity))].join(", ") },
    check: check(stable, equation.body),
  };
  if (settled === stable) return [...identities, first];
  const second: Line = {
    ...first,
    continues: true,
    right: over(equation, settled),
    changed: changedParts(settled, stable),
    rule: { name: "algebra", identity: "terms and factors collected" },
    check: check(settled, stable),
  };
  return [...identities, first, second];
}

/** `log σ(z) = −softplus(−z)` */
function firingLine({ name }: Equation, { rule, identity, before, after }: Fired, checks: Checks): Line {
  const { axes, indices } = abstract(before);
  const positions = new Map(indices.map((index, at) => [index, axis(at, index.dim)]));
  const [left, right] = [substitute(before, positions), substitute(after, positions)];
  return {
    tensor: name,
    continues: false,
    subject: over({ axes }, left),
    right: over({ axes }, right),
    changed: unchanged,
    rule: { name: rule.replaceAll("-", " "), identity },
    check: checks.equal(identity, right, left, axes),
  };
}

/** Whether two forms are equal by algebra alone. */
function isSame(a: Scalar, b: Scalar, names: Definitions): boolean {
  const difference = names.unfold(sub(a, b));
  return difference === zero || rewrite(difference, [...stabilityRules, ...algebra], () => undefined) === zero;
}

/**
 * The gradient of the stable formula, and whether it is the same in symbols. What went in place of its name is another
 * way to the loss no longer, so its own adjoint is not compared.
 */
function otherWay(
  stable: readonly Equation[],
  { formula, of, wrt, definitions, adjoints, checks }: Written,
): { lines: Line[]; agreement: string } {
  const names = new Definitions([...formula.equations, ...stable].filter(({ name }) => name !== of));
  const chain = chainOf(prune({ ...formula, equations: stable }, [of]), { of, wrt }, (body) => names.fold(body));
  const others = adjointsOf(chain, names, new Deltas(chain.taken));
  const system = { ...formula, equations: [...stable, ...others.map(({ equation }) => equation)] };
  const finals = new Map(adjoints.map(({ link, equation }) => [link.tensor, equation]));
  const lines: Line[] = [];
  let identical = true;
  for (const { link, equation } of others) {
    const final = finals.get(link.tensor);
    if (!final) throw new Error(`internal: ${link.tensor} is not on both ways to ${of}`);
    const same = isSame(equation.body, final.body, names);
    identical &&= same && equation.name === final.name;
    if (definitions.goesInPlace(link.tensor)) continue;
    const check = checks.otherWay(final.name, system, equation.name);
    if (!isDirect(link, chain)) continue;
    const identity = same ? "the same as before" : "equal to what was found before";
    lines.push({
      tensor: final.name,
      continues: false,
      right: over(link, equation.body),
      changed: unchanged,
      rule: { name: "derivative of the stable form", identity },
      check,
    });
  }
  return { lines, agreement: identical ? "the same in symbols" : "the same in numbers" };
}
