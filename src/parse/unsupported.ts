import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { binders, endsOperand, type Token } from "./token.ts";

/**
 * What is told of a statement from its tokens alone, before the grammar is asked: constructs that are not there yet,
 * and binders that are none.
 */
export function reportUnsupported(tokens: readonly Token[]): Diagnostic | undefined {
  return importOf(tokens) ?? integerData(tokens) ?? recurrence(tokens) ?? unknownBinder(tokens);
}

/** `use "layers.nabla": dense` */
function importOf([word, file]: readonly Token[]): Diagnostic | undefined {
  if (word?.type !== "use" || file?.type !== "string") return undefined;
  return diagnostic("E0118", "`use` of another file is not supported yet", {
    span: between(word, file),
    repairs: ["copy the functions into this file"],
  });
}

/** `data t[n]: int` */
function integerData(tokens: readonly Token[]): Diagnostic | undefined {
  const at = tokens.findIndex(({ type }) => type === ":");
  const [word, colon, type] = [tokens[0], tokens[at], tokens[at + 1]];
  if (word?.type !== "data" || !colon || type?.value !== "int") return undefined;
  return diagnostic("E0118", "integer data is not supported yet", {
    span: between(colon, type),
    repairs: ["without `: int` it is real data, which cannot be an index"],
  });
}

/** `h[l+1, i] = …` */
function recurrence(tokens: readonly Token[]): Diagnostic | undefined {
  const close = tokens.findIndex(({ type }) => type === "]");
  if (tokens[0]?.type !== "name" || tokens[1]?.type !== "[" || tokens[close + 1]?.type !== "=") return undefined;
  const indices = tokens.slice(2, close);
  const computed = indices.find(({ type }) => type === "number" || type === "+" || type === "-");
  const [from, to] = [indices[0], indices.at(-1)];
  if (!computed || !from || !to || !endsOperand(to)) return undefined;
  return diagnostic("E0118", "a definition at a computed index (a recurrence) is not supported yet", {
    span: between(from, to),
    repairs: [`write plain indices, as in \`${tokens[0].value}[i] = …\``],
  });
}

/** `f(i in n, …)` */
function unknownBinder(tokens: readonly Token[]): Diagnostic | undefined {
  for (const [at, { type }] of tokens.entries()) {
    const [callee, open, index, over] = [tokens[at - 3], tokens[at - 2], tokens[at - 1], tokens[at + 1]];
    if (type !== "in" || open?.type !== "(" || callee?.type !== "name" || binders.has(callee.value)) continue;
    return diagnostic("E0117", `\`${callee.value}\` does not bind an index`, {
      span: callee,
      notes: [`these do: ${Array.from(binders, (name) => `\`${name}\``).join(", ")}`],
      repairs: [`write \`sum(${index?.value ?? ""} in ${over?.value ?? ""}, …)\``],
    });
  }
  return undefined;
}

const between = (from: Span, to: Span): Span => ({ start: from.start, end: to.end });
