/** The same module as JavaScript, and its types. */
export interface JavaScript {
  readonly code: string;
  /** The text of the `.d.ts` beside it. */
  readonly declaration: string;
}

/** An emitted module without its types, which become a file of their own. */
export async function javaScriptOf(typescript: string): Promise<JavaScript> {
  const [{ ts }, prettier] = await Promise.all([import("ts-morph"), import("prettier")]);
  const target = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const stripped = ts.transpileModule(typescript, { compilerOptions: target }).outputText;
  const declared = ts.transpileDeclaration(typescript, { compilerOptions: { ...target, declaration: true } });
  const format = (text: string, filepath: string): Promise<string> =>
    prettier.format(text, { filepath, printWidth: 120 });
  const header = typescript.slice(0, typescript.indexOf("\n"));
  const types = `${header}\n\n${declared.outputText}`;
  return { code: await format(stripped, "x.js"), declaration: await format(types, "x.d.ts") };
}
