import type { Dim } from "../equations/dim.ts";
import type { Index } from "../equations/scalar.ts";
import type { System } from "../equations/system.ts";
import type { Formula } from "./formula.ts";

/** The letters that name indices, in the order in which they are used up. */
const alphabet = "ijklpqrstuvwabcdefghmnoxyz".split("");

/** What the indices of a system may be called. */
export interface Lettering {
  /** The names of tensors and dimensions, which no index may have. */
  readonly taken: ReadonlySet<string>;
  /** What the user calls indices over a dimension, first choice first. */
  readonly preferred: ReadonlyMap<string, readonly string[]>;
}

/** The user's letters for each dimension, and no letter that is a name. */
export function letteringOf(system: System, written: System): Lettering {
  const taken = new Set(
    [system, written].flatMap(({ dims, inputs, equations }) =>
      [...dims, ...inputs, ...equations].map(({ name }) => name),
    ),
  );
  const preferred = new Map<string, string[]>();
  for (const { axes, origin } of written.equations) {
    origin.axisNames?.forEach((letter, at) => {
      const dim = axes[at]?.name;
      if (dim === undefined || taken.has(letter)) return;
      const known = preferred.get(dim) ?? [];
      if (!known.includes(letter)) preferred.set(dim, [...known, letter]);
    });
  }
  return { taken, preferred };
}

/** The indices in scope by their letters. */
export class Letters {
  readonly #lettering: Lettering;
  readonly #names: ReadonlyMap<Index, string>;

  constructor(lettering: Lettering, names: ReadonlyMap<Index, string> = new Map()) {
    this.#lettering = lettering;
    this.#names = names;
  }

  /** The letters with more indices in scope. */
  with(indices: readonly Index[], given: readonly (string | undefined)[] = []): Letters {
    const names = new Map(this.#names);
    indices.forEach((index, at) => {
      const wanted = given[at];
      const used = new Set(names.values());
      const free = wanted !== undefined && !used.has(wanted) && !this.#lettering.taken.has(wanted);
      names.set(index, free ? wanted : this.#letterFor(index.dim, used));
    });
    return new Letters(this.#lettering, names);
  }

  of(index: Index): Formula {
    const name = this.#names.get(index);
    if (name === undefined) throw new Error(`internal: an index over ${index.dim.name} without a letter`);
    return { kind: "symbol", name };
  }

  /** The user's letter for the dimension, else the first that is nobody's. */
  #letterFor({ name }: Dim, used: ReadonlySet<string>): string {
    const { taken, preferred } = this.#lettering;
    const own = preferred.get(name)?.find((letter) => !used.has(letter));
    if (own !== undefined) return own;
    const reserved = new Set([...preferred.values()].flat());
    for (let round = 0; ; round++) {
      const candidates = alphabet.map((letter) => (round === 0 ? letter : `${letter}${round}`));
      const free = candidates.find((letter) => !used.has(letter) && !taken.has(letter) && !reserved.has(letter));
      if (free !== undefined) return free;
    }
  }
}
