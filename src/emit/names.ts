/** Words that cannot name a local in a strict module, and globals that the emitted code relies on. */
const reserved: ReadonlySet<string> = new Set(
  `abstract any arguments as asserts async await boolean break case catch class const constructor continue debugger
  declare default delete do else enum eval export extends false finally for from function get if implements import in
  infer instanceof interface is keyof let module namespace never new null number object of package private protected
  public readonly require return set static string super switch symbol this throw true try type typeof undefined
  unique unknown var void while with yield __proto__ prototype globalThis
  Array ArrayBufferView Error Float32Array Float64Array Infinity Math NaN Number Object Pick RangeError TypeError`.split(
    /\s+/,
  ),
);

const identifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

export const isIdentifier = (text: string): boolean => identifier.test(text);

/** A property as it stands in an interface or an object. */
export const propertyName = (name: string): string => (isIdentifier(name) ? name : JSON.stringify(name));

/** The nearest text that may name a local. */
function legal(hint: string): string {
  const cleaned = hint.replace(/[^\p{ID_Continue}$]/gu, "_");
  return isIdentifier(cleaned) ? cleaned : `_${cleaned}`;
}

/** The names that are taken at some place of the emitted code, and in the blocks around it. */
export class Names {
  private readonly taken = new Set<string>();
  /** Where to go on looking for a number: all before are taken. */
  private readonly numbers = new Map<string, number>();
  private readonly outer: Names | undefined;

  constructor(outer?: Names) {
    this.outer = outer;
  }

  private has(name: string): boolean {
    return reserved.has(name) || this.taken.has(name) || (this.outer?.has(name) ?? false);
  }

  /** Takes a name for something that the user named, as it is where possible. */
  claim(wanted: string): string {
    let name = legal(wanted);
    while (this.has(name)) name += "_";
    this.taken.add(name);
    return name;
  }

  /** Takes a name for a local of our own: numbered where it is taken. */
  invent(hint: string): string {
    const base = legal(hint);
    let name = base;
    let number = this.numbers.get(base) ?? 2;
    for (; this.has(name); number++) name = `${base}${/\d$/.test(base) ? "_" : ""}${number}`;
    this.taken.add(name);
    this.numbers.set(base, number);
    return name;
  }
}
