/** Numbers that look random and are the same on every machine, for the same seed. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly uniform: () => number;
  /** Normal, with mean 0 and variance 1. */
  readonly normal: () => number;
  /** A whole number from 0 to n − 1. */
  readonly below: (n: number) => number;
}

/** Mulberry32: 32 bits of state, which is enough for examples. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    // Box and Muller, of whose two numbers one is enough.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    below: (n) => Math.floor(uniform() * n),
  };
}

/** Fills an array with normal numbers of the given standard deviation. */
export function fillNormal(array: Float64Array, deviation: number, random: Random): void {
  for (let i = 0; i < array.length; i++) array[i] = deviation * random.normal();
}

/** Brings 0 … n − 1 into a random order (Fisher and Yates). */
export function shuffled(n: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
