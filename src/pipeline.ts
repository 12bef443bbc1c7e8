import { check } from "./check/check.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { differentiate } from "./differentiate/reverse.ts";
import type { Kernel, Model, Output } from "./equations/kernel.ts";
import type { Request } from "./equations/request.ts";
import { parse } from "./parse/parse.ts";
import { flatten } from "./simplify/flatten.ts";
import type { Firing } from "./simplify/rewrite.ts";
import { canonicalize, simplify, stabilize, type Simplified } from "./simplify/simplify.ts";

export interface ModelOptions {
  /** Sizes for dimensions that the file leaves open. */
  readonly dims?: Readonly<Record<string, number>>;
  /** The parameters of the default gradient; all where absent. */
  readonly wrt?: readonly string[];
}

/** Text → equations, or what is wrong with it. */
export function readModel(source: string, options: ModelOptions = {}): { model: Model | undefined; diagnostics: readonly Diagnostic[] } {
  const { module, diagnostics } = parse(source);
  if (!module || diagnostics.some(({ severity }) => severity === "error")) return { model: undefined, diagnostics };
  const checked = check(module, options);
  return { model: checked.model, diagnostics: [...diagnostics, ...checked.diagnostics] };
}

/** What one request becomes: the simplified system, as people read it, and the kernel, as it is lowered. */
export interface Derivation {
  readonly request: Request;
  /** The model in canonical form, before differentiation. */
  readonly canonical: Simplified;
  /** The answer: for a gradient, forward equations, adjoints and gradients. */
  readonly answer: Kernel;
  /** The answer with every function spelled so that it cannot overflow. */
  readonly stable: Kernel;
  readonly firings: readonly Firing[];
}

/** The passes in order: canonical form → flatten → differentiate → simplify → stabilize. */
export function derive({ system }: Model, request: Request): Derivation {
  const canonical = canonicalize(system, [request.of]);
  const { simplified, outputs } =
    request.kind === "gradient" ? gradientOf(canonical, request) : forwardOnly(canonical, request);
  const roots = outputs.map(({ equation }) => equation);
  return {
    request,
    canonical,
    answer: { request, system: simplified.system, outputs },
    stable: { request, system: stabilize(simplified.system, roots), outputs },
    firings: simplified.firings,
  };
}

interface Answer {
  readonly simplified: Simplified;
  readonly outputs: readonly Output[];
}

function gradientOf(canonical: Simplified, request: Extract<Request, { kind: "gradient" }>): Answer {
  const adjoint = differentiate(flatten(canonical.system), request.of, request.wrt);
  const gradients = adjoint.equations.filter(({ origin }) => origin.rule === "gradient");
  const outputs: Output[] = [
    { kind: "value", equation: request.of },
    ...gradients.map(({ name, origin }) => ({ kind: "gradient" as const, param: origin.of ?? name, equation: name })),
  ];
  const roots = outputs.map(({ equation }) => equation);
  return { simplified: simplify({ ...canonical, system: adjoint }, roots), outputs };
}

function forwardOnly(canonical: Simplified, request: Exclude<Request, { kind: "gradient" }>): Answer {
  const kind = request.kind === "value" ? "value" : "array";
  return { simplified: simplify(canonical, [request.of]), outputs: [{ kind, equation: request.of }] };
}
