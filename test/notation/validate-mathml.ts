/** The elements of MathML Core that are used, and how many children some of them must have. */
const elements: ReadonlyMap<string, number | undefined> = new Map([
  ...["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mtable", "mtr", "mtd"].map(
    (name) => [name, undefined] as const,
  ),
  ...["mfrac", "msup", "msub", "munder"].map((name) => [name, 2] as const),
  ["msubsup", 3] as const,
]);
const leaves: ReadonlySet<string> = new Set(["mi", "mn", "mo", "mtext"]);
const attributes: ReadonlySet<string> = new Set(
  "display class data-of mathvariant style form stretchy lspace rspace width".split(" "),
);

const escaped = "&(?:amp|lt|gt|quot);";
const token = new RegExp(
  `</(?<end>[a-z]+)>|<(?<start>[a-z]+)(?<written>(?: [a-z-]+="(?:[^"&<]|${escaped})*")*)>|(?<words>(?:[^<&>]|${escaped})+)`,
  "uy",
);

interface Open {
  readonly name: string;
  children: number;
}

function check(holds: boolean, problem: string): void {
  if (!holds) throw new Error(problem);
}

function enter(name: string, written: string, open: Open[]): void {
  check(elements.has(name), `<${name}> is not in MathML Core`);
  for (const [, key = ""] of written.matchAll(/ ([a-z-]+)=/g))
    check(attributes.has(key), `${key} is no attribute of it`);
  const parent = open.at(-1);
  if (parent !== undefined) parent.children++;
  open.push({ name, children: 0 });
}

function leave(name: string, open: Open[]): void {
  const { name: opened = "", children = 0 } = open.pop() ?? {};
  check(opened === name, `</${name}> closes <${opened}>`);
  check((elements.get(name) ?? children) === children, `<${name}> has ${children} children`);
}

/** Reads a formula as XML. @throws Error where it is not well formed, or is not MathML Core */
export function validate(xml: string): void {
  const open: Open[] = [];
  for (token.lastIndex = 0; token.lastIndex < xml.length;) {
    const at = token.lastIndex;
    const { start, end, written = "", words } = token.exec(xml)?.groups ?? {};
    if (start !== undefined) enter(start, written, open);
    else if (end !== undefined) leave(end, open);
    else check(words !== undefined && leaves.has(open.at(-1)?.name ?? ""), `text at ${xml.slice(at, at + 40)}`);
  }
  check(open.length === 0, "an element is not closed");
}
