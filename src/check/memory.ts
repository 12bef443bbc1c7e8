import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { DiagnosticDetails } from "../diagnostics/collector.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { Dim } from "../equations/dim.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Input, Origin } from "../equations/system.ts";
import type { Statement } from "../syntax/syntax.ts";
import type { Meaning } from "./context.ts";
import { type Declarations, declaredNames } from "./declarations.ts";
import { Problems } from "./problems.ts";
import { SystemBuilder } from "./system-builder.ts";
import { type ArrayValue, shapeText } from "./value.ts";

/** What an elaboration does to the system and says of it; false where it comes out otherwise than the first time. */
type Effect = (builder: SystemBuilder, problems: Problems) => boolean;

/** The shape of what is written somewhere. */
export interface Shown {
  readonly span: Span;
  readonly shape: string;
}

/** The elaboration of a statement: what it depends on, and what comes of it. */
interface Elaborated {
  readonly used: ReadonlyMap<string, Meaning | undefined>;
  readonly declares: string;
  readonly effects: readonly Effect[];
  readonly made: ReadonlyMap<string, Meaning>;
  readonly shown: readonly Shown[];
}

/** Meanings that know which of them were asked for, and which were given. */
class Meanings extends Map<string, Meaning> {
  /** Since the statement began. */
  used = new Map<string, Meaning | undefined>();
  made = new Map<string, Meaning>();
  readonly #before: ReadonlyMap<string, Meaning>;

  constructor(before: ReadonlyMap<string, Meaning>) {
    super();
    this.#before = before;
  }

  begin(): void {
    this.used = new Map();
    this.made = new Map();
  }

  override get(name: string): Meaning | undefined {
    const meaning = super.get(name);
    if (!this.used.has(name)) this.used.set(name, meaning);
    return meaning;
  }

  /** A meaning that is no other than before is the same object. */
  override set(name: string, meaning: Meaning): this {
    // While a map is constructed, its fields are not there yet.
    const before = this.#before.get(name);
    const kept = before && isSame(before, meaning) ? before : meaning;
    this.made.set(name, kept);
    return super.set(name, kept);
  }

  restore(name: string, meaning: Meaning): void {
    super.set(name, meaning);
  }
}

function isSame(a: Meaning, b: Meaning): boolean {
  if (a.kind === "dim") return b.kind === "dim" && sameDim(a.dim, b.dim);
  if (a.kind === "constant") return b.kind === "constant" && a.value === b.value;
  if (a.kind === "function") return b.kind === "function" && a.statement === b.statement;
  return b.kind === "tensor" && a.row === b.row && sameDims(a.axes, b.axes);
}

const sameDim = (a: Dim, b: Dim | undefined): boolean => a.name === b?.name && a.size === b.size;
const sameDims = (a: readonly Dim[], b: readonly Dim[]): boolean =>
  a.length === b.length && a.every((dim, at) => sameDim(dim, b[at]));

/** What statements come to, from one version of a file to the next: one is elaborated again only where it has to be. */
export class Memory {
  #known = new Map<Statement, Elaborated>();
  #before = new Map<Statement, Elaborated>();
  #fixed = "";
  #declarations: Declarations = new Map();
  #effects: Effect[] = [];
  #shown: Shown[] = [];
  #target: { readonly builder: SystemBuilder; readonly problems: Problems } | undefined;
  #meanings = new Meanings(new Map());
  /** How many statements have been elaborated. */
  elaborated = 0;

  /** For a new version of the file: where its elaboration goes. */
  begin(builder: SystemBuilder, problems: Problems, declarations: Declarations): Recording {
    // A size that is fixed is a meaning that literal sizes look up without a name.
    const fixed = JSON.stringify([...declarations.values()].flatMap(({ statement }) => sizesOf(statement)));
    this.#before = fixed === this.#fixed ? this.#known : new Map<Statement, Elaborated>();
    this.#fixed = fixed;
    this.#known = new Map();
    this.#declarations = declarations;
    this.#target = { builder, problems };
    this.#meanings = new Meanings(new Map(this.#meanings));
    const note = (effect: Effect): void => void this.#effects.push(effect);
    return {
      builder: new RecordedBuilder(declarations.keys(), builder, note),
      problems: new RecordedProblems(problems, note),
      meanings: this.#meanings,
      shown: (span, value) => this.#shown.push({ span, shape: shapeText(value) }),
    };
  }

  /** The elaboration of a statement, by `elaborate` where it is not known. */
  elaborate(statement: Statement, elaborate: () => void): void {
    const known = this.#before.get(statement);
    if (known && this.#repeat(known, statement)) {
      this.#known.set(statement, known);
      return;
    }
    this.elaborated++;
    [this.#effects, this.#shown] = [[], []];
    this.#meanings.begin();
    elaborate();
    const { used, made } = this.#meanings;
    const [effects, shown] = [this.#effects, this.#shown];
    this.#known.set(statement, { used, made, effects, shown, declares: this.#declares(statement) });
  }

  /** The shapes in a statement, as it is applied in any other. */
  *shapesIn({ span }: Statement): Generator<Shown> {
    for (const { shown } of this.#known.values())
      for (const one of shown) if (one.span.start >= span.start && one.span.end <= span.end) yield one;
  }

  meaning(name: string): Meaning | undefined {
    return this.#meanings.get(name);
  }

  #repeat(known: Elaborated, statement: Statement): boolean {
    const target = this.#target;
    if (!target || known.declares !== this.#declares(statement)) return false;
    for (const [name, meaning] of known.used) if (this.#meanings.get(name) !== meaning) return false;
    for (const effect of known.effects) if (!effect(target.builder, target.problems)) return false;
    for (const [name, meaning] of known.made) this.#meanings.restore(name, meaning);
    return true;
  }

  /** Which of its names a statement gives a meaning to. */
  #declares(statement: Statement): string {
    const names = declaredNames(statement).filter(({ name, span }) => this.#declarations.get(name)?.span === span);
    return names.map(({ name }) => name).join();
  }
}

const sizesOf = (statement: Statement): readonly string[] =>
  statement.kind === "dim"
    ? statement.declared.flatMap(({ name, size }) => (size ? [`${name.name} = ${size.text}`] : []))
    : [];

/** Where an elaboration goes that is to be repeated. */
export interface Recording {
  readonly builder: SystemBuilder;
  readonly problems: Problems;
  readonly meanings: Map<string, Meaning>;
  readonly shown: (span: Span, value: ArrayValue) => void;
}

class RecordedProblems extends Problems {
  readonly #to: Problems;
  readonly #note: (effect: Effect) => void;

  constructor(to: Problems, note: (effect: Effect) => void) {
    super(undefined);
    this.#to = to;
    this.#note = note;
  }

  override report(code: DiagnosticCode, message: string, details?: DiagnosticDetails): void {
    this.#to.report(code, message, details);
    this.#note((_, problems) => {
      problems.report(code, message, details);
      return true;
    });
  }

  override get full(): boolean {
    return this.#to.full;
  }

  override line(span: Span): string {
    return this.#to.line(span);
  }

  override quote(span: Span): string | undefined {
    return this.#to.quote(span);
  }
}

class RecordedBuilder extends SystemBuilder {
  readonly #to: SystemBuilder;
  readonly #note: (effect: Effect) => void;

  constructor(declared: Iterable<string>, to: SystemBuilder, note: (effect: Effect) => void) {
    super(declared);
    this.#to = to;
    this.#note = note;
  }

  override addDim(dim: Dim): void {
    this.#do((builder) => {
      builder.addDim(dim);
    });
  }

  override addInput(input: Input): void {
    this.#do((builder) => {
      builder.addInput(input);
    });
  }

  override define(name: string, axes: readonly Dim[], body: Scalar, origin: Origin): void {
    this.#do((builder) => {
      builder.define(name, axes, body, origin);
    });
  }

  override appliedOutermost(fn: string, equation: string): void {
    this.#do((builder) => {
      builder.appliedOutermost(fn, equation);
    });
  }

  /** What an application is called depends on those before it. */
  override applied(fn: string, axes: readonly Dim[], body: Scalar, origin: Origin): string {
    const name = this.#to.applied(fn, axes, body, origin);
    this.#note((builder) => builder.applied(fn, axes, body, origin) === name);
    return name;
  }

  #do(change: (builder: SystemBuilder) => void): void {
    change(this.#to);
    this.#note((builder) => {
      change(builder);
      return true;
    });
  }

  override get system() {
    return this.#to.system;
  }

  override applicationOf(fn: string): string | undefined {
    return this.#to.applicationOf(fn);
  }

  override equation(name: string) {
    return this.#to.equation(name);
  }
}
