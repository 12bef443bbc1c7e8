import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";

/** Expects a text to be what a file records, to the byte; `UPDATE_GOLDEN=1` writes the file anew. */
export function expectRecorded(text: string, file: string): void {
  if (process.env["UPDATE_GOLDEN"]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), "record it with UPDATE_GOLDEN=1").toBe(true);
  expect(text).toBe(readFileSync(file, "utf8"));
}
