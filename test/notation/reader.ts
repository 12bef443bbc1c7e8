import type { BigFormula, RelationFormula } from "../../src/notation/formula.ts";
import { plainScript } from "../../src/notation/scripts.ts";
import {
  bigMeaning,
  elementwise,
  minus,
  named,
  opaque,
  over,
  plus,
  times,
  transposed,
  unknown,
  whole,
  type Element,
  type Meaning,
} from "./opaque.ts";

/**
 * Reads the text of a formula as a person does: by precedence, from the left, with a Σ that takes in all that follows in
 * its product. It knows the printer's conventions and nothing of its decisions.
 */
export function read(line: string): Meaning {
  const reader = new Reader(line);
  const meaning = reader.alternative();
  reader.end();
  return meaning;
}

const relations: ReadonlyMap<string, RelationFormula["operator"]> = new Map([
  ["<", "less"],
  ["≤", "lessOrEqual"],
  ["=", "equal"],
  ["≠", "notEqual"],
]);

const bigs: ReadonlyMap<string, BigFormula["operator"]> = new Map([
  ["Σ", "sum"],
  ["Π", "product"],
  ["max", "max"],
]);

/** Characters above or below the line, as they are on it. */
const onLine = (scripts: string): string =>
  Array.from(scripts, (character) => plainScript(character)?.plain ?? character)
    .join("")
    .replaceAll("-", "−");

class Reader {
  private readonly line: string;
  private at = 0;

  constructor(line: string) {
    this.line = line;
  }

  end(): void {
    if (this.at < this.line.length) this.fail();
  }

  private fail(): never {
    throw new Error(`cannot read on at ${this.at} in ${this.line}`);
  }

  /** What stands here, if it is this. */
  private take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern, "uy");
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.line)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private need(pattern: RegExp): string {
    return this.take(pattern) ?? this.fail();
  }

  alternative(): Meaning {
    if (this.take(/if /) === undefined)
      return this.connected("or", / ∨ /, () => this.connected("and", / ∧ /, () => this.relation()));
    const condition = this.alternative();
    this.need(/ then /);
    const whenTrue = this.sum();
    this.need(/ else /);
    return unknown("cases", condition, whenTrue, this.alternative());
  }

  private connected(name: string, sign: RegExp, part: () => Meaning): Meaning {
    const parts = [part()];
    while (this.take(sign) !== undefined) parts.push(part());
    return parts.length === 1 ? parts[0]! : unknown(name, ...parts);
  }

  private relation(): Meaning {
    if (this.take(/¬/) !== undefined) return unknown("not", this.atom());
    const left = this.sum();
    const sign = this.take(/ [<≤=≠] /)?.trim();
    return sign === undefined ? left : unknown(relations.get(sign) ?? this.fail(), left, this.sum());
  }

  private sum(): Meaning {
    const isNegative = this.take(/−/) !== undefined;
    const first = this.term();
    let total: Meaning = isNegative ? (bound) => minus(first(bound)) : first;
    for (let sign = this.take(/ [+−] |[+−]/); sign !== undefined; sign = this.take(/ [+−] |[+−]/)) {
      const [before, term, isMinus] = [total, this.term(), sign.includes("−")];
      total = (bound) => plus(before(bound), isMinus ? minus(term(bound)) : term(bound));
    }
    return total;
  }

  private term(): Meaning {
    let total = this.chain();
    for (let sign = this.take(/ [⊙⊘] /); sign !== undefined; sign = this.take(/ [⊙⊘] /)) {
      const combine = sign === " ⊙ " ? elementwise : (a: Element, b: Element) => opaque("elementwise quotient", [a, b]);
      total = both(total, this.chain(), combine);
    }
    return total;
  }

  /** Factors side by side, with dots, or below a stroke. */
  private chain(): Meaning {
    let total = this.factor();
    for (;;) {
      if (this.take(/\//) !== undefined) total = both(total, this.factor(), over);
      else if (this.take(/·| (?![+−⊙⊘<≤=≠∧∨]|then |else )|(?=[\p{L}(√\d])/u) !== undefined) {
        total = both(total, this.factor(), times);
      } else return total;
    }
  }

  private factor(): Meaning {
    const sign = this.take(/(?:Σ|Π|max(?!\())/);
    if (sign === undefined) return this.raised();
    const operator = bigs.get(sign) ?? this.fail();
    const bracket = this.take(/_\(/) !== undefined;
    const letters = bracket ? this.need(/[a-z](?:,[a-z])*/) : this.need(/_[a-z]|[ᵢⱼ]+/);
    const indices = Array.from(onLine(letters).replace(/[_,]/g, ""));
    const where = bracket && this.take(/: /) !== undefined ? this.alternative() : undefined;
    if (bracket) this.need(/\)/);
    this.need(/ /);
    return bigMeaning(operator, indices, where, this.term());
  }

  private raised(): Meaning {
    if (this.take(/√/) !== undefined) return unknown("root", this.atom());
    let meaning = this.atom();
    for (let next = this.script(meaning); next !== undefined; next = this.script(meaning)) meaning = next;
    return meaning;
  }

  /** What is above the line after what it is above. */
  private script(of: Meaning): Meaning | undefined {
    if (this.take(/⁻ᵀ/) !== undefined)
      return (bound) => transposed(unknown("power", of, () => minus(whole(1n)))(bound));
    if (this.take(/ᵀ/) !== undefined) return (bound) => transposed(of(bound));
    const name = this.take(/⊙/) === undefined ? "power" : "elementwise power";
    if (this.take(/\^/) !== undefined) return unknown(name, of, this.atom());
    const scripts = this.take(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜⁱʲˡᵒˢ]+/);
    return scripts === undefined ? undefined : unknown(name, of, read(onLine(scripts)));
  }

  /** What needs no bracket, with its indices. */
  private atom(): Meaning {
    let meaning = this.simple();
    for (;;) {
      if (this.take(/⁽/) !== undefined) {
        const indices = [this.index()];
        while (this.take(/⁽/) !== undefined) indices.push(this.index());
        meaning = unknown("sample", meaning, ...indices);
      } else if (this.take(/\[/) !== undefined) meaning = unknown("component", meaning, ...this.list(/,/, /\]/));
      else return meaning;
    }
  }

  private index(): Meaning {
    return read(onLine(this.need(/[^⁾]+⁾/).slice(0, -1)));
  }

  private list(comma: RegExp, close: RegExp): Meaning[] {
    const parts = [this.alternative()];
    while (this.take(comma) !== undefined) parts.push(this.alternative());
    this.need(close);
    return parts;
  }

  private simple(): Meaning {
    const digits = this.take(/\d+/);
    if (digits !== undefined) return () => whole(BigInt(digits));
    if (this.take(/\(/) !== undefined) return this.list(/(?!)/, /\)/)[0]!;
    if (this.take(/\[/) !== undefined) return unknown("indicator", ...this.list(/(?!)/, /\]/));
    if (this.take(/\|/) !== undefined) return unknown("abs", ...this.list(/(?!)/, /\|/));
    if (this.take(/∂/) !== undefined) {
      const of = this.atom();
      this.need(/\/∂/);
      return unknown("partial", of, this.atom());
    }
    const call = this.take(/(?:f|abs)\(/);
    if (call !== undefined) return unknown(call.slice(0, -1), ...this.list(/, /, /\)/));
    return named(this.need(/(?!(?:then|else|if)\b)[A-Za-zδ][A-Za-z_]*[₀-₉]*/));
  }
}

const both =
  (a: Meaning, b: Meaning, combine: (a: Element, b: Element) => Element): Meaning =>
  (bound) =>
    combine(a(bound), b(bound));
