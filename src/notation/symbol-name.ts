/**
 * How a name is taken apart to be set: `W1` is W with the subscript 1, `h_hidden` is h with the subscript hidden,
 * `delta_h2` is δ with the subscript h₂. Names consist of letters, marks, digits and underscores.
 */
export interface NamePart {
  /** A letter or a word; Greek letters that were spelled out are letters. */
  readonly word: string;
  /** The digits that the word ends in, or what counts in their place: `l−1`. */
  readonly digits: string;
}

/** Greek letters by their names, which are also what TeX calls them. */
const greek: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alpha: "α",
    beta: "β",
    gamma: "γ",
    delta: "δ",
    epsilon: "ε",
    zeta: "ζ",
    eta: "η",
    theta: "θ",
    iota: "ι",
    kappa: "κ",
    lambda: "λ",
    mu: "μ",
    nu: "ν",
    xi: "ξ",
    pi: "π",
    rho: "ρ",
    sigma: "σ",
    tau: "τ",
    upsilon: "υ",
    phi: "φ",
    chi: "χ",
    psi: "ψ",
    omega: "ω",
    Gamma: "Γ",
    Delta: "Δ",
    Theta: "Θ",
    Lambda: "Λ",
    Xi: "Ξ",
    Pi: "Π",
    Sigma: "Σ",
    Upsilon: "Υ",
    Phi: "Φ",
    Psi: "Ψ",
    Omega: "Ω",
  }),
);

/** The name of a Greek letter, where it has one. */
export const greekNames: ReadonlyMap<string, string> = new Map([...greek].map(([name, letter]) => [letter, name]));

/** What is set first, and then its subscripts. A name with an underscore too many stays one word. */
export function nameParts(name: string): readonly [NamePart, ...NamePart[]] {
  const [head = name, ...subscripts] = name.split("_");
  if (head === "" || subscripts.includes("")) return [{ word: name, digits: "" }];
  return [namePart(head), ...subscripts.map(namePart)];
}

function namePart(text: string): NamePart {
  const [, word = text, digits = "", counter] = /^(.*?[^0-9}])(?:([0-9]*)|\{(.*)\})$/su.exec(text) ?? [];
  return { word: greek.get(word) ?? word, digits: counter ?? digits };
}
