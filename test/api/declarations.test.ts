import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { expectRecorded } from "../recorded.ts";
import { RollUp } from "./roll-up.ts";

/**
 * What the package declares to those who import it: a change of it is a change of the API, and is seen in review.
 * `UPDATE_GOLDEN=1 npx vitest run test/api` writes the files anew.
 */
const golden = join(import.meta.dirname, "declarations");
const entries = { index: "src/index.ts" };
const rollUp = new RollUp(resolve("."), Object.values(entries));

describe.each(Object.entries(entries))("%s", (name, entry) => {
  const declared = rollUp.of(entry);

  test("declares what it did", () => {
    expectRecorded(declared, join(golden, `${name}.d.ts`));
  });

  test("says of each export what it is", () => {
    const [exported = ""] = declared.split("// What these are made of");
    const file = ts.createSourceFile("exported.d.ts", exported, ts.ScriptTarget.ESNext, true);
    const silent = file.statements.filter((statement) => !/^\s*\/\*\*/.test(statement.getFullText()));
    expect(silent.map((statement) => statement.getText())).toEqual([]);
  });
});
