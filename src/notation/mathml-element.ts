export type Attributes = Readonly<Record<string, string>>;

/** The elements that MathML Core sets formulas with. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join("")}>${children.join("")}</${name}>`;
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities.get(character) ?? character);

/** An identifier: slanted where it is a single letter. */
export const mi = (text: string, attributes: Attributes = {}): string => element("mi", attributes, escaped(text));
export const mn = (text: string, attributes: Attributes = {}): string => element("mn", attributes, escaped(text));
export const mo = (text: string, attributes: Attributes = {}): string => element("mo", attributes, escaped(text));
export const mtext = (text: string): string => element("mtext", {}, escaped(text));
export const mrow = (...children: string[]): string => element("mrow", {}, ...children);

/** Keeps factors apart. */
export const thinSpace = '<mspace width="0.1667em"></mspace>';
