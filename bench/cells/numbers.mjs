/**
 * Numbers from [−scale, scale), the same on every machine. Each is exact in single precision, so that contestants of
 * either precision see the same inputs.
 */
export function numbers(seed, length, scale = 1) {
  let state = Math.imul(seed + 1, 0x2545f491) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (((state >>> 8) / 2 ** 24) * 2 - 1) * scale;
  };
  for (let warm = 0; warm < 8; warm++) next();
  return Float32Array.from({ length }, next);
}
