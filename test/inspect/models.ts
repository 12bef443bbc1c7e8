/** Models of every kind that the language has, beside those of the examples. */
export const models: Readonly<Record<string, string>> = {
  "nothing but a scalar": "param a\nloss = a^2\n",
  "no parameters": "dim n\ndata x[n]\nloss = sum(i in n, x[i]^2)\n",
  "no data": "dim n\nparam w[n]\nloss = norm2(w)^2 + sum(exp(w))\n",
  "a parameter without influence": "param a, b\nloss = a^2 + 0 * b\n",
  "fixed sizes": `
    dim m = 3, n = 2
    param W[m, n], b[m]
    data x[n], y[m]
    loss = norm2(tanh(W * x + b) - y)^2
  `,
  "literal sizes": "param W[2, 3]\ndata x[3]\nloss = norm2(W * x)^2 + W[0, 2]\n",
  "rank three": `
    dim n, m, k, h
    param A[h, m, k]
    data x[n, m], y[n, h, k]
    z[s, p, q] = sum(j in m, x[s, j] * A[p, j, q])
    loss = sum(s in n, p in h, q in k, (relu(z[s, p, q]) - y[s, p, q])^2)
  `,
  conditions: `
    dim n
    param w[n], d
    data y[n]
    r = w - y
    robust[i] = if abs(r[i]) <= d^2 then r[i]^2 / 2 else d^2 * (abs(r[i]) - d^2 / 2)
    loss = sum(i in n, if i > 0 and not i == 2 then robust[i] else 2 * robust[i])
  `,
  "a maximum over an index": `
    dim n, m
    param W[n, m]
    loss = sum(i in n, max(j in m, W[i, j])) + min(j in m, W[0, j]) + mean(W)
  `,
  "a product over an index": "dim n\nparam p[n]\nloss = prod(i in n, 1 + p[i]^2)\n",
  diagonals: `
    dim n
    param A[n, n], v[n]
    loss = tr(A * A) + sum(i in n, A[i, i] * v[i]) + v' * A * v
  `,
  "several requests": `
    dim n, m
    param W[m, n], b[m]
    data x[n], y[m]
    f = softplus(W * x + b)
    loss = norm2(f - y)^2
    ridge = norm2(W)^2
    emit gradient(loss; W), gradient(ridge), value(loss), predict(f)
  `,
  "a value alone": "dim n\ndata x[n]\nparam s\nloss = s * sum(x)\nemit value(loss)\n",
  "names that mean something elsewhere": `
    dim n, text
    param lambda_max[n], δ[n], δ_2[n], d_x[text], loss_2
    data i[n], e[n]
    σ_hat[j] = sigmoid(lambda_max[j] * i[j] + δ[j])
    loss = sum(j in n, (σ_hat[j] - e[j])^2 * exp(δ_2[j])) + norm2(d_x)^2 + loss_2^2
  `,
  "odd functions": `
    dim n
    param a[n], b
    data x[n]
    loss = sum(i in n, log(1 + exp(a[i])) + sqrt(1 + a[i]^2) + abs(a[i] - x[i]) + a[i]^(3/2) + cos(b)^2 / (1 + b^2))
  `,
  "matrix factors": `
    dim m, n, k
    param U[m, k], s[k], V[n, k]
    data X[m, n]
    loss = norm2(X - U * diag(s) * V')^2
  `,
};

const width = 12;
const layers = Array.from({ length: width }, (_, layer) => layer + 1);

/** Twelve layers of one size. */
export const deep = [
  "dim d, n",
  ...layers.map((layer) => `param W${layer}[d, d], b${layer}[d]`),
  "param v[d]",
  "data x[n, d], y[n]",
  ...layers.map((layer) => `f${layer}(u) = tanh(W${layer} * u + b${layer})`),
  `f(u) = v' * ${layers.reduce((inner, layer) => `f${layer}(${inner})`, "u")}`,
  "loss = 1/n * sum(i in n, (f(x[i]) - y[i])^2)",
  "",
].join("\n");
