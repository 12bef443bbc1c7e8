// Shapes at which blocked loops are tempted to fall off a cliff: extents of 1, primes, one sample, depth, long sequences.
const a = (name, [m0, h1, h2, N]) => ({ name, network: "A", sizes: { m0, h1, h2, N } });
const b = (name, [m0, m1, m2, N]) => ({ name, network: "B", sizes: { m0, m1, m2, N } });
const c = (name, [m0, m1, m2, N]) => ({ name, network: "C", sizes: { m0, m1, m2, N } });
const deep = (name, [layers, m, N]) => ({ name, network: "deep", sizes: { layers, m, N } });

export const shapes = [
  b("1-512-1", [1, 512, 1, 128]),
  b("512-1-512", [512, 1, 512, 128]),
  a("1-1-1, n = 997", [1, 1, 1, 997]),
  a("127-31-127, n = 31", [127, 31, 127, 31]),
  b("509-127-31, n = 31", [509, 127, 31, 31]),
  c("127-509-31, n = 127", [127, 509, 31, 127]),
  b("31-31-31, n = 509", [31, 31, 31, 509]),
  a("128-128-128, n = 1", [128, 128, 128, 1]),
  b("512-512-512, n = 1", [512, 512, 512, 1]),
  deep("20 layers of 64, n = 64", [20, 64, 64]),
  deep("20 layers of 64, n = 1", [20, 64, 1]),
  { name: "attention, T = 256, d = 64", network: "attention", sizes: { T: 256, d: 64 } },
  { name: "attention, T = 127, d = 31", network: "attention", sizes: { T: 127, d: 31 } },
];
