import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { decode } from "../../src/parse/decode.ts";
import { deriveModel } from "../../src/pipeline.ts";

/** All that the front end says of a file. */
export function diagnose(bytes: Uint8Array): { readonly source?: string; readonly diagnostics: readonly Diagnostic[] } {
  const decoded = decode(bytes);
  if ("problem" in decoded) return { diagnostics: [decoded.problem] };
  const { source } = decoded;
  return { source, diagnostics: deriveModel(source).diagnostics };
}
