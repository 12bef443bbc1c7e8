import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What the commands ask of the compiler: the functions of the package, which tests replace. */
export interface Api {
  compile(source: string, options: CompileOptions): Promise<CompileResult>;
  inspect(source: string, options: CompileOptions): InspectResult;
  decode(bytes: Uint8Array): { readonly source: string } | { readonly problem: Diagnostic };
}

interface CompileOptions {
  readonly filename: string;
  readonly dims?: Readonly<Record<string, number>>;
  readonly dtype?: "f64" | "f32";
  readonly wrt?: readonly string[];
}

interface CompileResult {
  readonly code: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: { readonly gradients: number; readonly equations: number } | undefined;
}

interface InspectResult {
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
