import { relative } from "node:path";

/**
 * A path as people should read it: relative to where they are and with `/`, so that output is the same on every
 * machine; no character of a name reaches the terminal as a command.
 */
export function show(path: string, cwd: string): string {
  const shown = relative(cwd, path).replaceAll("\\", "/") || ".";
  return visible(shown);
}

/** A name with nothing in it that a terminal would take for a command, or a reader for something else. */
export const visible = (name: string): string => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
