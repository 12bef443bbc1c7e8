import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { expectRecorded } from "../recorded.ts";
import { diagnose } from "./diagnose.ts";

/*
 * A case is a folder `<code>-<slug>` with `input.nabla` and what the compiler says of it, `expected.txt`.
 * `UPDATE_GOLDEN=1 npx vitest run test/diagnostics` writes the latter.
 */
const root = import.meta.dirname;
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

describe.each(cases)("%s", (name) => {
  const { source, diagnostics } = diagnose(readFileSync(join(root, name, "input.nabla")));
  const rendered = diagnostics.map((one) =>
    renderDiagnostic(one, { file: "input.nabla", ...(source !== undefined && { source }) }),
  );
  const said = `${rendered.join("\n\n")}\n`;

  test("is what its folder says", () => {
    expect(diagnostics.map(({ code }) => code)).toContain(name.split("-")[0]);
  });

  test("says what it said", () => {
    expectRecorded(said, join(root, name, "expected.txt"));
  });

  test("has a place in the text for every problem", () => {
    for (const { span } of diagnostics) {
      if (!span || source === undefined) continue;
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(source.length);
    }
  });
});
