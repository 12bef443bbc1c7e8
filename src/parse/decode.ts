import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** The bytes of a file as text, without a byte order mark; or the diagnostic where they are not UTF-8. */
export function decode(bytes: Uint8Array): { readonly source: string } | { readonly problem: Diagnostic } {
  try {
    return { source: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { problem: diagnostic("E0101", "the file is not text in UTF-8", { repairs: ["save it as UTF-8"] }) };
  }
}
