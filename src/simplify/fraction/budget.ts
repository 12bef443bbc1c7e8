/**
 * Beyond these an expression is left as it is: so many terms in a polynomial, so high a degree, and so many steps, each
 * of which makes one term; and so many in all the expressions of a model.
 */
export const limits = { terms: 120, degree: 16, steps: 5_000, inAll: 100_000 } as const;

class BeyondLimits extends Error {}

/** Counts the terms that are made to take one expression apart, so that none takes more than its share, whatever it is. */
export class Budget {
  #spent = 0;

  /** @throws BeyondLimits where that is more than is left: `within` catches it */
  spend(steps: number): void {
    if (this.#spent + steps > limits.steps) throw new BeyondLimits();
    this.#spent += steps;
  }

  get spent(): number {
    return this.#spent;
  }
}

/** @throws BeyondLimits */
export function requireWithin(size: number, limit: number): void {
  if (size > limit) throw new BeyondLimits();
}

/** Of what is no fraction, as 1/0 is none. @throws BeyondLimits */
export function refuse(): never {
  throw new BeyondLimits();
}

/** What is made within the limits, else nothing. */
export function within<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof BeyondLimits) return undefined;
    throw error;
  }
}
