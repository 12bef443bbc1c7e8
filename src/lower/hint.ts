import type { Operator } from "../program/program.ts";
import type { Node } from "./node.ts";
import type { Scope } from "./scope.ts";

/** What a local that holds such a result is called. */
const results: { readonly [O in Operator]?: string } = {
  add: "sum",
  subtract: "difference",
  multiply: "product",
  divide: "quotient",
  negate: "negative",
  sqrt: "root",
  abs: "size",
  less: "isLess",
  lessOrEqual: "isAtMost",
  equal: "isEqual",
};

/** A name for what a node computes, where it needs one: an element by its tensor and indices, an offset by its loops. */
export function hintOf(node: Node, scope: Scope): string {
  const name = scope.nameOf(node);
  if (name !== undefined) return name;
  if (node.kind === "load")
    return [node.tensor, node.subscripts.map((part) => subscript(part, scope)).join("")].filter(Boolean).join("_");
  if (node.kind === "choose") return "chosen";
  if (node.kind !== "apply") return node.kind;
  return offsetHint(node, scope) ?? results[node.operator] ?? node.operator;
}

function subscript(node: Node, scope: Scope): string {
  if (node.kind === "index") return scope.variableOf(node.index).hint;
  if (node.kind === "number") return String(node.value);
  if (node.kind === "apply" && node.operator === "add") return node.args.map((arg) => subscript(arg, scope)).join("");
  return "";
}

const separated = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join("_");

/** No offset has more parts; what else is computed cheaply may have as many as it likes. */
const mostParts = 200;

/** `i_m0` for i·m0, `h1_i` for the row i of the slot h1; undefined where the node is no offset. */
function offsetHint(node: Node, scope: Scope): string | undefined {
  const letters: string[] = [];
  const sizes: string[] = [];
  const bases: string[] = [];
  let left = mostParts;
  const collect = (part: Node): boolean => {
    if (--left < 0) return false;
    if (part.kind === "index") letters.push(scope.variableOf(part.index).hint);
    else if (part.kind === "number") letters.push(String(part.value));
    else if (part.kind === "extent") sizes.push(part.dim);
    else if (part.kind === "variable") bases.push(part.variable.hint);
    else if (part.kind === "apply" && (part.operator === "add" || part.operator === "multiply"))
      return part.args.every(collect);
    else return false;
    return true;
  };
  if (!node.speculable || !collect(node)) return undefined;
  if (bases.length > 1) return undefined;
  const isIndexed = letters.length > 0 && bases.length === 1;
  return separated(isIndexed ? [...bases, letters.join("")] : [...bases, letters.join(""), ...new Set(sizes)]);
}
