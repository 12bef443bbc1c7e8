/** Text as HTML: nothing in it is markup, and characters that turn the direction of what follows are shown, not obeyed. */
export const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `‹${codePoint(character)}›`);

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

type Attributes = Readonly<Record<string, string | number | true | undefined>>;

/** `<name attributes>…</name>`; the parts are markup already, attributes are text. */
export const tag = (name: string, attributes: Attributes, ...parts: readonly string[]): string =>
  `<${name}${attributeText(attributes)}>${parts.join("")}</${name}>`;

/** An element that has no content. */
export const voidTag = (name: string, attributes: Attributes): string => `<${name}${attributeText(attributes)}>`;

const attributeText = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`))
    .join("");
