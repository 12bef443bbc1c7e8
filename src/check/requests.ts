import { readsIn } from "../equations/walk.ts";
import type { Request } from "../equations/request.ts";
import type { System } from "../equations/system.ts";
import type { EmitRequest, EmitStatement, Identifier, Module } from "../syntax/syntax.ts";
import { type Declarations, kindText } from "./declarations.ts";
import type { Problems } from "./problems.ts";
import { similar } from "../util/similar.ts";
import type { SystemBuilder } from "./system-builder.ts";
import { dimList } from "./value.ts";

interface Known {
  readonly declarations: Declarations;
  /** The names that occur in some expression. */
  readonly used: ReadonlySet<string>;
  readonly problems: Problems;
  readonly builder: SystemBuilder;
  readonly wrt: readonly string[] | undefined;
}

/** What the file asks for, or by default the value and the gradient of `loss`. */
export function requestsOf(module: Module, known: Known): readonly Request[] {
  const written = module.statements.filter((statement): statement is EmitStatement => statement.kind === "emit");
  const wrt = defaultParameters(known);
  const requests =
    written.length === 0
      ? byDefault(wrt, known)
      : written.flatMap((statement) => statement.requests).flatMap((request) => requested(request, wrt, known));
  reportUnused(requests, known);
  return unique(requests);
}

const parameters = ({ declarations }: Known): string[] =>
  [...declarations.values()].filter(({ kind }) => kind === "param").map(({ name }) => name);

/** The parameters that a gradient is for where the request does not say. */
function defaultParameters(known: Known): readonly string[] {
  const all = parameters(known);
  for (const name of known.wrt ?? []) {
    if (all.includes(name)) continue;
    const meant = similar(name, all);
    known.problems.report("E0211", `the file has no parameter \`${name}\` to differentiate for`, {
      notes:
        all.length > 0
          ? [`its parameters are ${all.map((param) => `\`${param}\``).join(", ")}`]
          : ["it has no parameters"],
      repairs: meant === undefined ? [] : [`did you mean \`${meant}\`?`],
    });
  }
  return known.wrt ? all.filter((name) => known.wrt?.includes(name)) : all;
}

function byDefault(wrt: readonly string[], known: Known): readonly Request[] {
  const loss = known.declarations.get("loss");
  if (!loss) {
    const meant = similar(
      "loss",
      [...known.declarations.values()].filter(({ kind }) => kind === "definition").map(({ name }) => name),
    );
    known.problems.report("E0401", "the file defines no `loss`", {
      repairs: [
        meant === undefined ? "add `loss = …`, a scalar" : `did you mean \`${meant}\` to be the loss?`,
        "or ask for something else: `emit value(f)`",
      ],
    });
    return [];
  }
  if (!requireScalar(loss, known)) return [];
  return [{ kind: "value", of: "loss" }, ...(wrt.length > 0 ? [gradient("loss", wrt)] : [])];
}

const gradient = (of: string, wrt: readonly string[]): Request => ({ kind: "gradient", of, wrt });

/** The name is that of a scalar definition. A definition in error, which was reported, is taken to be none. */
function requireScalar({ name, span }: Identifier, { declarations, builder, problems }: Known): boolean {
  const declared = declarations.get(name);
  if (declared?.kind !== "definition") {
    const is = declared ? kindText[declared.kind] : "unknown";
    problems.report("E0404", `\`${name}\` is ${is}, and a value or a gradient is that of a definition`, { span });
    return false;
  }
  const axes = builder.equation(name)?.axes;
  if (axes === undefined) return false;
  if (axes.length === 0) return true;
  problems.report("E0402", `\`${name}\` is not a scalar: its shape is ${dimList(axes)}`, {
    span,
    repairs: [`add its elements up: \`sum(…)\`, or take their mean: \`mean(…)\``],
  });
  return false;
}

type Answer = (request: EmitRequest, wrt: readonly string[], known: Known) => readonly Request[];

/** What each word after `emit` asks for. */
const answers: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ["value", ({ of }, _, known) => (requireScalar(of, known) ? [{ kind: "value", of: of.name }] : [])],
  ["gradient", askedGradient],
  ["predict", ({ of }, _, known) => predict(of, known)],
]);

const notYet: ReadonlySet<string> = new Set(["hvp", "hessian", "jacobian", "jvp", "vjp"]);

function requested(request: EmitRequest, wrt: readonly string[], known: Known): readonly Request[] {
  const { what, of } = request;
  const answer = answers.get(what.name);
  if (notYet.has(what.name)) {
    known.problems.report("E0118", `\`emit ${what.name}(…)\` is not available in this version`, { span: what.span });
    return [];
  }
  if (!answer) {
    const meant = similar(what.name, answers.keys());
    const repair = meant === undefined ? [] : [`did you mean \`${meant}(${of.name})\`?`];
    known.problems.report("E0403", `\`${what.name}\` is nothing that can be emitted`, {
      span: what.span,
      notes: ["what can be emitted is `value`, `gradient` and `predict`"],
      repairs: repair,
    });
    return [];
  }
  if (!known.declarations.has(of.name)) {
    const meant = similar(of.name, known.declarations.keys());
    const repairs = meant === undefined ? [] : [`did you mean \`${meant}\`?`];
    known.problems.report("E0201", `unknown name \`${of.name}\``, { span: of.span, repairs });
    return [];
  }
  return answer(request, wrt, known);
}

function askedGradient({ of, withRespectTo }: EmitRequest, wrt: readonly string[], known: Known): readonly Request[] {
  const scalar = requireScalar(of, known);
  const all = parameters(known);
  const wrong = withRespectTo.filter(({ name }) => !all.includes(name));
  for (const { name, span } of wrong) {
    const meant = similar(name, all);
    const declared = known.declarations.get(name);
    known.problems.report(
      "E0406",
      `\`${name}\` is ${declared ? kindText[declared.kind] : "unknown"}, and a gradient is for parameters`,
      {
        span,
        repairs: meant === undefined ? [] : [`did you mean \`${meant}\`?`],
      },
    );
  }
  const asked = withRespectTo.length === 0 ? wrt : [...new Set(withRespectTo.map(({ name }) => name))];
  return scalar && wrong.length === 0 && asked.length > 0 ? [gradient(of.name, asked)] : [];
}

/** All elements of a definition, or of a function as the file applies it. */
function predict({ name, span }: Identifier, { declarations, builder, problems }: Known): readonly Request[] {
  const kind = declarations.get(name)?.kind;
  if (kind === "function") {
    const of = builder.applicationOf(name);
    if (of !== undefined) return [{ kind: "predict", of, name }];
    if (problems.hasErrors) return [];
    problems.report("E0405", `\`${name}\` is never applied, so that there is nothing to predict`, {
      span,
      repairs: [`apply it outside of \`if\`, as in \`F = ${name}(x)\``],
    });
    return [];
  }
  if (kind === "definition") return builder.equation(name) ? [{ kind: "predict", of: name, name }] : [];
  problems.report(
    "E0404",
    `\`${name}\` is ${kind ? kindText[kind] : "unknown"}, and a prediction is that of a function or a definition`,
    { span },
  );
  return [];
}

function unique(requests: readonly Request[]): readonly Request[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}

/** Inputs that take no part: a silent zero gradient is the worst answer this kind of tool can give. */
function reportUnused(requests: readonly Request[], known: Known): void {
  if (known.problems.hasErrors) return;
  const idle = reportIndependent(requests, known);
  for (const { name, kind, span } of known.declarations.values()) {
    if ((kind !== "data" && kind !== "param") || known.used.has(name) || idle.has(name)) continue;
    known.problems.report("W0602", `nothing uses the ${kind === "data" ? "data" : "parameter"} \`${name}\``, { span });
  }
}

/** @returns the parameters that a requested gradient is for, and that it does not depend on */
function reportIndependent(requests: readonly Request[], known: Known): ReadonlySet<string> {
  const idle = new Set<string>();
  for (const request of requests) {
    if (request.kind !== "gradient") continue;
    const reached = inputsOf(request.of, known.builder.system);
    for (const name of request.wrt.filter((param) => !reached.has(param) && !idle.has(param))) {
      idle.add(name);
      reportIdle(name, request.of, known);
    }
  }
  return idle;
}

function reportIdle(name: string, of: string, { declarations, used, problems }: Known): void {
  const span = declarations.get(name)?.span;
  problems.report("W0601", `\`${of}\` does not depend on the parameter \`${name}\``, {
    ...(span && { span }),
    notes: [used.has(name) ? "its gradient is 0 everywhere" : "nothing uses it, and its gradient is 0 everywhere"],
    repairs: ["use it, or declare it as `data`, or remove it"],
  });
}

/** The inputs and equations that an equation depends on. */
function inputsOf(equation: string, system: System): ReadonlySet<string> {
  const bodies = new Map(system.equations.map(({ name, body }) => [name, body]));
  const reached = new Set([equation]);
  for (const name of reached) {
    const body = bodies.get(name);
    for (const { tensor } of body ? readsIn(body) : []) reached.add(tensor);
  }
  return reached;
}
