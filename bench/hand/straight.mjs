// Straight-line code for the smallest networks: every parameter and every sum in a variable of its own, one loop over the
// samples. Nobody types that, so the few lines that an expert would write it with are here.

const range = (length) => Array.from({ length }, (_, at) => at);

/** The body of a function of params, X, Y and grad, as it is written: what precedes the loop, a sample, what follows. */
class Writer {
  before = [];
  sample = [];
  after = [];

  constructor(params) {
    for (const [name, length] of Object.entries(params)) {
      for (const at of range(length)) {
        this.before.push(`const ${name}_${at} = params.${name}[${at}]; let d${name}_${at} = 0;`);
        this.after.push(`grad.${name}[${at}] = d${name}_${at};`);
      }
    }
  }

  line(text) {
    this.sample.push(text);
  }

  inputs(width) {
    return range(width).map((k) => {
      this.line(`const x${k} = X[i * ${width} + ${k}];`);
      return `x${k}`;
    });
  }

  /** What a layer makes of its inputs. */
  layer(number, inputs, width, weight, activation) {
    return range(width).map((j) => {
      const sum = [`b${number}_${j}`, ...inputs.map((input, k) => `${input} * W${number}_${weight(k, j)}`)].join(" + ");
      this.line(`const z${number}_${j} = ${sum}; const h${number}_${j} = ${activation(`z${number}_${j}`)};`);
      return `h${number}_${j}`;
    });
  }

  /** What the slopes of a layer add to the gradient. */
  accumulate(number, slopes, inputs, weight) {
    slopes.forEach((slope, j) => {
      this.line(`db${number}_${j} += ${slope};`);
      inputs.forEach((input, k) => this.line(`dW${number}_${weight(k, j)} += ${slope} * ${input};`));
    });
  }

  /** Slopes of a layer's inputs, times the derivative of their activation. */
  back(number, slopes, inputs, weight, derivative) {
    return inputs.map((input, k) => {
      const sum = slopes.map((slope, j) => `${slope} * W${number}_${weight(k, j)}`).join(" + ");
      this.line(`const e${number}_${k} = (${sum}) * ${derivative(input)};`);
      return `e${number}_${k}`;
    });
  }

  text(N) {
    const loop = ["let loss = 0;", `for (let i = 0; i < ${N}; i++) {`, ...this.sample, "}"];
    return [...this.before, ...loop, ...this.after, "return loss;"].join("\n");
  }
}

function sigmoids({ m0, h1, h2, N }) {
  const out = new Writer({ W1: m0 * h1, b1: h1, W2: h1 * h2, b2: h2, W3: h2, b3: 1 });
  const by = (width) => (k, j) => k * width + j;
  const sigmoid = (z) => `1 / (1 + Math.exp(-(${z})))`;
  const slope = (h) => `${h} * (1 - ${h})`;
  const x = out.inputs(m0);
  const first = out.layer(1, x, h1, by(h1), sigmoid);
  const second = out.layer(2, first, h2, by(h2), sigmoid);
  out.layer(3, second, 1, by(1), (z) => z);
  out.line("const y = Y[i], e = Math.exp(-Math.abs(z3_0)), d3 = (z3_0 >= 0 ? 1 : e) / (1 + e) - y;");
  out.line("loss += Math.max(z3_0, 0) + Math.log1p(e) - y * z3_0;");
  out.accumulate(3, ["d3"], second, by(1));
  const d2 = out.back(3, ["d3"], second, by(1), slope);
  out.accumulate(2, d2, first, by(h2));
  out.accumulate(1, out.back(2, d2, first, by(h2), slope), x, by(h1));
  return out.text(N);
}

function relu({ m0, m1, m2, N }) {
  const out = new Writer({ W1: m1 * m0, b1: m1, W2: m2 * m1, b2: m2 });
  const by = (width) => (k, j) => j * width + k;
  const x = out.inputs(m0);
  const hidden = out.layer(1, x, m1, by(m0), (z) => `${z} > 0 ? ${z} : 0`);
  const outputs = out.layer(2, hidden, m2, by(m1), (z) => z);
  outputs.forEach((f, j) => out.line(`const r${j} = ${f} - Y[i * ${m2} + ${j}]; loss += r${j} * r${j} * ${1 / N};`));
  outputs.forEach((_, j) => out.line(`const d${j} = r${j} * ${2 / N};`));
  const d2 = outputs.map((_, j) => `d${j}`);
  out.accumulate(2, d2, hidden, by(m1));
  out.accumulate(1, out.back(2, d2, hidden, by(m1), (h) => `(${h} > 0 ? 1 : 0)`), x, by(m0)); // prettier-ignore
  return out.text(N);
}

const texts = { A: sigmoids, B: relu };

export function prepare(network, sizes, params, data, Elements) {
  const grad = Object.fromEntries(Object.entries(params).map(([name, { length }]) => [name, new Elements(length)]));
  const run = new Function("params", "X", "Y", "grad", texts[network](sizes));
  return { grad, lossAndGradient: () => run(params, data.X, data.Y, grad) };
}
