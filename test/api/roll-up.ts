import { dirname, relative, resolve } from "node:path";
import ts from "typescript";

/** A statement of a declaration file that declares a name. */
interface Declared {
  readonly file: string;
  readonly name: string;
}

/**
 * Everything that a module declares to those who import it, as one text: what it exports, in its order, and then the
 * types that these are made of, by file. It is made from the sources, as the build makes declaration files of them.
 */
export class RollUp {
  readonly #program: ts.Program;
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #root: string;

  constructor(root: string, entries: readonly string[]) {
    const { config } = ts.readConfigFile(resolve(root, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
      config: { compilerOptions: unknown };
    };
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
    const emitting = { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: root };
    this.#program = ts.createProgram(
      entries.map((entry) => resolve(root, entry)),
      emitting,
    );
    this.#root = root;
  }

  of(entry: string): string {
    const path = resolve(this.#root, entry);
    const exported = this.#exportsOf(path);
    const seen = new Set(exported.map(({ declared }) => keyOf(declared)));
    const queue = exported.map(({ declared }) => declared);
    const parts: string[] = exported.map(({ as, declared }) => this.#text(declared, as));
    const behind: Declared[] = [];
    for (const declared of queue) {
      for (const used of this.#usedBy(declared)) {
        if (seen.has(keyOf(used))) continue;
        seen.add(keyOf(used));
        queue.push(used);
        behind.push(used);
      }
    }
    behind.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const hidden = behind.map((declared, at) => {
      const head = behind[at - 1]?.file === declared.file ? "" : `// ${this.#shown(declared.file)}\n\n`;
      return `${head}${this.#text(declared)}`;
    });
    return [...parts, "// What these are made of, which has no name outside:", ...hidden].join("\n\n") + "\n";
  }

  #shown(file: string): string {
    return relative(this.#root, file).replaceAll("\\", "/");
  }

  /** The declaration file of a source. */
  #declarations(path: string): ts.SourceFile {
    const known = this.#files.get(path);
    if (known) return known;
    const source = this.#program.getSourceFile(path);
    if (!source) throw new Error(`${path} is no part of the program`);
    let text = "";
    this.#program.emit(source, (_, written) => void (text = written), undefined, true);
    const file = ts.createSourceFile(`${path}.d.ts`, text, ts.ScriptTarget.ESNext, true);
    this.#files.set(path, file);
    return file;
  }

  /** What `export { … } from` and exported declarations give, followed to where it is declared. */
  #exportsOf(path: string): { as: string; declared: Declared }[] {
    return this.#declarations(path).statements.flatMap((statement) => {
      if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
        return statement.exportClause.elements.map(({ name, propertyName }) => ({
          as: name.text,
          declared: this.#find(path, (propertyName ?? name).text, statement),
        }));
      }
      return namesOf(statement).map((name) => ({ as: name, declared: { file: path, name } }));
    });
  }

  #find(path: string, name: string, { moduleSpecifier }: ts.ExportDeclaration): Declared {
    const from = moduleSpecifier ? this.#resolved(path, moduleSpecifier) : path;
    const found = from === undefined ? undefined : this.#named(from, name);
    if (!found) throw new Error(`${path} exports ${name}, which is declared nowhere`);
    return found;
  }

  /** Where a name is declared that a file declares, imports or passes on; nowhere where it is the language's own. */
  #named(path: string, name: string): Declared | undefined {
    const { statements } = this.#declarations(path);
    if (statements.some((statement) => namesOf(statement).includes(name))) return { file: path, name };
    for (const statement of statements) {
      const [specifier, elements] = passed(statement);
      const element = elements.find((one) => one.name.text === name);
      const from = element && specifier && this.#resolved(path, specifier);
      if (element && from !== undefined) return this.#named(from, (element.propertyName ?? element.name).text);
    }
    return undefined;
  }

  /** A file of ours; nothing for a package. */
  #resolved(path: string, specifier: ts.Expression): string | undefined {
    if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) return undefined;
    return resolve(dirname(path), specifier.text.replace(/\.d\.ts$|\.js$/, ".ts"));
  }

  #statement({ file, name }: Declared): ts.Statement {
    const found = this.#declarations(file).statements.find((statement) => namesOf(statement).includes(name));
    if (!found) throw new Error(`${file} does not declare ${name}`);
    return found;
  }

  #text(declared: Declared, as = declared.name): string {
    const { parent, pos, end } = this.#statement(declared);
    const text = parent.getSourceFile().text.slice(pos, end).trim();
    return as === declared.name ? text : `${text}\nexport { ${declared.name} as ${as} };`;
  }

  #usedBy(declared: Declared): Declared[] {
    const used = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) used.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(this.#statement(declared));
    return [...used].flatMap((name) => this.#named(declared.file, name) ?? []);
  }
}

const keyOf = ({ file, name }: Declared): string => `${file} ${name}`;

/** The names that a statement declares. */
function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

type Passed = ts.ImportSpecifier | ts.ExportSpecifier;

/** What a statement brings from another file. */
function passed(statement: ts.Statement): readonly [from: ts.Expression | undefined, elements: readonly Passed[]] {
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    return [statement.moduleSpecifier, bindings && ts.isNamedImports(bindings) ? bindings.elements : []];
  }
  if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
    return [statement.moduleSpecifier, statement.exportClause.elements];
  }
  return [undefined, []];
}
