import { check } from "../../src/check/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { decode } from "../../src/parse/decode.ts";
import { parse } from "../../src/parse/parse.ts";

/** All that the front end says of a file. The one place to extend when a stage is added. */
export function diagnose(bytes: Uint8Array): { readonly source?: string; readonly diagnostics: readonly Diagnostic[] } {
  const decoded = decode(bytes);
  if ("problem" in decoded) return { diagnostics: [decoded.problem] };
  const { source } = decoded;
  const { module, diagnostics } = parse(source);
  return { source, diagnostics: [...diagnostics, ...(module ? check(module, { source }).diagnostics : [])] };
}
