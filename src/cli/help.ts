/** What stands below the options in the help of each command. */

export const afterProgram = `
A model is a file like this:

  dim  m, n
  param w[m], b
  data  x[n, m], y[n]
  loss = 1/n * sum(i in n, (w' * x[i] + b - y[i])^2)

Examples:
  nablac compile model.nabla              model.nabla.ts: lossAndGradient, loss, workLength, …
  nablac inspect model.nabla              the formulas of the gradient
  nablac check model.nabla                whether the compiled function is right
  nablac init                             a configuration, a first model, scripts for npm
  nablac compile --help                   all that compile can be told

Exit codes: 0 done, 1 the files have errors, 2 the command line or the configuration has, 70 nablac
is at fault.
`;

export const afterCompile = `
Examples:
  nablac compile model.nabla                      writes model.nabla.ts
  nablac compile model.nabla -o src/gradient.ts   writes src/gradient.ts
  nablac compile models --out-dir src             every .nabla below models, in the same structure
  nablac compile 'models/**/*.nabla' --watch      again when one changes
  nablac compile models --check                   for CI: fails where an output is not up to date
  nablac compile model.nabla --js --source-map    model.nabla.js, .d.ts and a map to the model
  nablac compile - < model.nabla                  from standard input to standard output
  nablac compile model.nabla --dim m=784,n=64     sizes fixed: a smaller, faster function
  nablac compile model.nabla --wrt W1,b1          the gradient for these parameters alone
  nablac compile model.nabla --dtype f32          Float32Array in and out, sums in double
  nablac compile model.nabla --accuracy tails     all digits where a probability is nearly 0 or 1
  nablac compile model.nabla --plan tile=8        8 samples at a time
  nablac compile model.nabla --stdout | less      the code to standard output

Without files, those that nablac.config.ts, .js or .json includes. A file with errors gets no output
and does not stop the others. Outputs appear whole or not at all; one that would not change is not
touched. With --check, an output that is not up to date is exit code 1.
`;

export const afterInspect = `
Examples:
  nablac inspect model.nabla
  nablac inspect model.nabla --wrt W2             the formulas behind one gradient
  nablac inspect model.nabla --notation index     element by element
  nablac inspect model.nabla --steps              the derivation, every step checked in numbers
  nablac inspect model.nabla --format html -o model.html
                                                  a page: formulas, derivation, picture, code
  nablac inspect model.nabla --format latex       a document for LaTeX
  nablac inspect model.nabla --stage gradient     before anything is simplified
  nablac inspect model.nabla --stage program      the loops: tiles, blocks, what they cost
`;

export const afterCheck = `
Examples:
  nablac check model.nabla
  nablac check model.nabla --samples 1 --seed 17    one point again
  nablac check model.nabla --data points.json       where it matters to you
  nablac check model.nabla --format json            for a program

points.json: { "sizes": { "n": 2 }, "params": { "w": [1, 2] }, "data": { "x": [[1, 2], [3, 4]] } }

Exit codes: 0 right, 1 an error in the file or a result beyond the tolerance, 2 the command line,
70 nablac.
`;

export const afterInit = `
Examples:
  nablac init && npm run nablac       models/line.nabla, compiled

It makes nablac.config.ts, models/line.nabla and, in package.json, the scripts nablac and
nablac:check. Where one of them is there already, nothing is changed and the exit code is 1.
`;

export const afterFormat = `
Examples:
  nablac format models             every model of a folder
  nablac format --check models     for continuous integration
  nablac format - < model.nabla    to standard output
`;
