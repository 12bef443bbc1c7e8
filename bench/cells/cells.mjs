// The thirteen cells: the three networks from tiny to large. A cell has a name, a network and its sizes.
const a = (name, [m0, h1, h2, N]) => ({ name: `A-${name}`, network: "A", sizes: { m0, h1, h2, N } });
const b = (name, [m0, m1, m2, N]) => ({ name: `B-${name}`, network: "B", sizes: { m0, m1, m2, N } });
const c = (N) => ({ name: `C-${N}`, network: "C", sizes: { m0: 784, m1: 128, m2: 10, N } });

export const cells = [
  a("tiny1", [2, 4, 4, 1]),
  a("tiny16", [2, 8, 8, 16]),
  a("small", [10, 32, 32, 32]),
  a("medium", [64, 128, 128, 128]),
  a("large", [512, 512, 512, 256]),
  b("tiny", [2, 8, 1, 1]),
  b("small", [10, 64, 4, 32]),
  b("mnist", [784, 128, 10, 128]),
  b("large", [1024, 1024, 256, 256]),
  c(1),
  c(32),
  c(128),
  c(512),
];
