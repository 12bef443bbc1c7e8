import { describe, expect, test } from "vitest";
import { hostile } from "./inputs.ts";
import { strangeIn } from "./tree.ts";
import { judgeAll, type Verdict } from "./workers.ts";

describe("hostile files", () => {
  test("a hundred of them end in an output that is one, or in a diagnostic", { timeout: 120_000 }, async () => {
    const failures: Verdict[] = [];
    let done = 0;
    await judgeAll({ from: 0, count: 120, processes: 1 }, (verdict) => {
      done++;
      if (verdict.faults.length > 0) failures.push(verdict);
    });
    expect(failures).toEqual([]);
    expect(done).toBe(120);
  });

  test("are the same each time", () => {
    expect(hostile(4711)).toEqual(hostile(4711));
  });
});

describe("a syntax tree is found strange", () => {
  test.each([
    ["process.exit(7);", "it uses process"],
    ["import fs from 'node:fs';", "ImportDeclaration"],
    ["export const f = () => 1;", "ArrowFunction"],
    ["export function paramViews() { const other = () => 1; }", "ArrowFunction"],
    ["export const f = function () {};", "FunctionExpression"],
    ["class A {}", "ClassDeclaration"],
    ["const f = `a`;", "FirstTemplateToken"],
    ["const f = 1; f.constructor;", "it uses constructor"],
    ["const f = eval;", "it uses eval"],
    ["while (1) {}", "WhileStatement"],
    ["const f = 1; f[0]!();", "it calls f[0]!"],
    ["const f = /a/;", "RegularExpressionLiteral"],
    ["const a = ;", "it does not parse"],
    ["// \u202E", "U+202e"],
    ["const { a = 1, ...b } = {};", "DotDotDotToken"],
    ["label: for (;;) {}", "LabeledStatement"],
    ["new Function('x');", "it uses Function"],
  ])("%s", (text, expected) => {
    expect(strangeIn(text).join("\n")).toContain(expected);
  });
});
