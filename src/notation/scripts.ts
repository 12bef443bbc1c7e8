/** The characters that Unicode has above and below the line. Capitals are missing above: Aᵀ is a transpose. */
const above = new Map([
  ...pairs("0123456789+−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
  ...pairs("abcdefghijklmnoprstuvwxyzβγδφχ", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᵠᵡ"),
]);
const below = new Map([
  ...pairs("0123456789+−", "₀₁₂₃₄₅₆₇₈₉₊₋"),
  ...pairs("aehijklmnoprstuvxβγρφχ", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"),
]);

function pairs(plain: string, script: string): [string, string][] {
  const scripts = Array.from(script);
  return Array.from(plain).map((character, position) => [character, scripts[position] ?? character]);
}

/** The text with each character replaced; undefined where one has no counterpart. */
function replaced(text: string, by: ReadonlyMap<string, string>): string | undefined {
  const characters = Array.from(text).map((character) => by.get(character));
  return characters.every((character) => character !== undefined) ? characters.join("") : undefined;
}

export const superscript = (text: string): string | undefined => replaced(text, above);
export const subscript = (text: string): string | undefined => replaced(text, below);

/** Whether a text ends in a subscript or a superscript, or is closed by a bracket. */
export const endsClosed = (text: string): boolean => {
  const last = Array.from(text).at(-1) ?? "";
  return scripts.has(last) || /[)\]‖⁾]/u.test(last);
};

const scripts: ReadonlySet<string> = new Set([...above.values(), ...below.values(), "ᵀ"]);

/** Whether a text starts with a bracket, or with one letter that only subscripts and superscripts cling to. */
export function startsShort(text: string): boolean {
  if (/^[(‖]/u.test(text)) return true;
  const [, rest] = /^(?:\p{L}\p{M}*|1)(.*)$/su.exec(text) ?? [];
  if (rest === undefined) return false;
  const [next] = rest;
  return next === undefined || scripts.has(next) || !/[\p{L}\p{M}\p{N}_]/u.test(next);
}

/** What stands above (`^`) or below (`_`) the line in this character, if it is such a one. */
export const plainScript = (character: string): { place: "^" | "_"; plain: string } | undefined =>
  origins.get(character);

const origins = new Map(
  (
    [
      ["^", above],
      ["_", below],
    ] as const
  ).flatMap(([place, scripts]) =>
    [...scripts].map(([plain, script]) => [script, { place, plain: plain === "−" ? "-" : plain }] as const),
  ),
);
