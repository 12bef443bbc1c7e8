// Products of matrices in row-major order, in blocks of two by four sums that stay in registers, with clean-up loops.
// Where there is one row the blocks give way to vectors: four rows at a time, four dot products at a time.

/** C[n×m] = b + A[n×k]·B[k×m]; b may be null. */
export function product(C, A, B, b, n, k, m) {
  const pairs = n - (n % 2);
  for (let i = 0; i < pairs; i += 2) twoRows(C, i * m, A, i * k, B, b, k, m);
  if (pairs < n) oneRow(C, pairs * m, A, pairs * k, B, b, k, m);
}

function twoRows(C, c, A, a, B, b, k, m) {
  const fours = m - (m % 4);
  for (let j = 0; j < fours; j += 4) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
    if (b !== null) {
      s0 = b[j];
      s1 = b[j + 1];
      s2 = b[j + 2];
      s3 = b[j + 3];
    }
    let t0 = s0, t1 = s1, t2 = s2, t3 = s3; // prettier-ignore
    for (let l = 0, at = j; l < k; l++, at += m) {
      const x = A[a + l], y = A[a + k + l]; // prettier-ignore
      const w0 = B[at], w1 = B[at + 1], w2 = B[at + 2], w3 = B[at + 3]; // prettier-ignore
      s0 += x * w0;
      s1 += x * w1;
      s2 += x * w2;
      s3 += x * w3;
      t0 += y * w0;
      t1 += y * w1;
      t2 += y * w2;
      t3 += y * w3;
    }
    C[c + j] = s0;
    C[c + j + 1] = s1;
    C[c + j + 2] = s2;
    C[c + j + 3] = s3;
    C[c + m + j] = t0;
    C[c + m + j + 1] = t1;
    C[c + m + j + 2] = t2;
    C[c + m + j + 3] = t3;
  }
  for (let j = fours; j < m; j++) {
    let s = b === null ? 0 : b[j];
    let t = s;
    for (let l = 0, at = j; l < k; l++, at += m) {
      s += A[a + l] * B[at];
      t += A[a + k + l] * B[at];
    }
    C[c + j] = s;
    C[c + m + j] = t;
  }
}

function oneRow(C, c, A, a, B, b, k, m) {
  if (m === 1) {
    let sum = b === null ? 0 : b[0];
    for (let l = 0; l < k; l++) sum += A[a + l] * B[l];
    C[c] = sum;
    return;
  }
  for (let j = 0; j < m; j++) C[c + j] = b === null ? 0 : b[j];
  const fours = k - (k % 4);
  for (let l = 0; l < fours; l += 4) {
    const x0 = A[a + l], x1 = A[a + l + 1], x2 = A[a + l + 2], x3 = A[a + l + 3]; // prettier-ignore
    const r0 = l * m, r1 = r0 + m, r2 = r1 + m, r3 = r2 + m; // prettier-ignore
    for (let j = 0; j < m; j++) C[c + j] += x0 * B[r0 + j] + x1 * B[r1 + j] + (x2 * B[r2 + j] + x3 * B[r3 + j]);
  }
  for (let l = fours; l < k; l++) {
    const x = A[a + l];
    for (let j = 0; j < m; j++) C[c + j] += x * B[l * m + j];
  }
}

/** C[k×m] = A[n×k]ᵀ·B[n×m]. */
export function productOfTransposed(C, A, B, n, k, m) {
  if (n === 1) return outer(C, A, B, k, m);
  const pairs = k - (k % 2);
  for (let i = 0; i < pairs; i += 2) twoColumns(C, i, A, B, n, k, m);
  for (let j = 0; j < m && pairs < k; j++) {
    let sum = 0;
    for (let l = 0; l < n; l++) sum += A[l * k + pairs] * B[l * m + j];
    C[pairs * m + j] = sum;
  }
}

function twoColumns(C, i, A, B, n, k, m) {
  const c = i * m;
  const fours = m - (m % 4);
  for (let j = 0; j < fours; j += 4) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0; // prettier-ignore
    for (let l = 0, a = i, at = j; l < n; l++, a += k, at += m) {
      const x = A[a], y = A[a + 1]; // prettier-ignore
      const w0 = B[at], w1 = B[at + 1], w2 = B[at + 2], w3 = B[at + 3]; // prettier-ignore
      s0 += x * w0;
      s1 += x * w1;
      s2 += x * w2;
      s3 += x * w3;
      t0 += y * w0;
      t1 += y * w1;
      t2 += y * w2;
      t3 += y * w3;
    }
    C[c + j] = s0;
    C[c + j + 1] = s1;
    C[c + j + 2] = s2;
    C[c + j + 3] = s3;
    C[c + m + j] = t0;
    C[c + m + j + 1] = t1;
    C[c + m + j + 2] = t2;
    C[c + m + j + 3] = t3;
  }
  for (let j = fours; j < m; j++) {
    let s = 0, t = 0; // prettier-ignore
    for (let l = 0, a = i, at = j; l < n; l++, a += k, at += m) {
      s += A[a] * B[at];
      t += A[a + 1] * B[at];
    }
    C[c + j] = s;
    C[c + m + j] = t;
  }
}

function outer(C, x, y, k, m) {
  for (let i = 0; i < k; i++) {
    const factor = x[i];
    const c = i * m;
    for (let j = 0; j < m; j++) C[c + j] = factor * y[j];
  }
}

/** C[n×m] = b + A[n×k]·B[m×k]ᵀ; b may be null. */
export function productByTransposed(C, A, B, b, n, k, m) {
  const pairs = n - (n % 2);
  for (let i = 0; i < pairs; i += 2) eightDots(C, i * m, A, i * k, B, b, k, m);
  if (pairs < n) fourDots(C, pairs * m, A, pairs * k, B, b, k, m);
}

function eightDots(C, c, A, a, B, b, k, m) {
  const fours = m - (m % 4);
  for (let j = 0; j < fours; j += 4) {
    const r0 = j * k, r1 = r0 + k, r2 = r1 + k, r3 = r2 + k; // prettier-ignore
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
    if (b !== null) {
      s0 = b[j];
      s1 = b[j + 1];
      s2 = b[j + 2];
      s3 = b[j + 3];
    }
    let t0 = s0, t1 = s1, t2 = s2, t3 = s3; // prettier-ignore
    for (let l = 0; l < k; l++) {
      const x = A[a + l], y = A[a + k + l]; // prettier-ignore
      const w0 = B[r0 + l], w1 = B[r1 + l], w2 = B[r2 + l], w3 = B[r3 + l]; // prettier-ignore
      s0 += x * w0;
      s1 += x * w1;
      s2 += x * w2;
      s3 += x * w3;
      t0 += y * w0;
      t1 += y * w1;
      t2 += y * w2;
      t3 += y * w3;
    }
    C[c + j] = s0;
    C[c + j + 1] = s1;
    C[c + j + 2] = s2;
    C[c + j + 3] = s3;
    C[c + m + j] = t0;
    C[c + m + j + 1] = t1;
    C[c + m + j + 2] = t2;
    C[c + m + j + 3] = t3;
  }
  for (let j = fours; j < m; j++) {
    let s = b === null ? 0 : b[j];
    let t = s;
    for (let l = 0, at = j * k; l < k; l++, at++) {
      s += A[a + l] * B[at];
      t += A[a + k + l] * B[at];
    }
    C[c + j] = s;
    C[c + m + j] = t;
  }
}

function fourDots(C, c, A, a, B, b, k, m) {
  const fours = m - (m % 4);
  for (let j = 0; j < fours; j += 4) {
    const r0 = j * k, r1 = r0 + k, r2 = r1 + k, r3 = r2 + k; // prettier-ignore
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
    for (let l = 0; l < k; l++) {
      const x = A[a + l];
      s0 += x * B[r0 + l];
      s1 += x * B[r1 + l];
      s2 += x * B[r2 + l];
      s3 += x * B[r3 + l];
    }
    C[c + j] = b === null ? s0 : s0 + b[j];
    C[c + j + 1] = b === null ? s1 : s1 + b[j + 1];
    C[c + j + 2] = b === null ? s2 : s2 + b[j + 2];
    C[c + j + 3] = b === null ? s3 : s3 + b[j + 3];
  }
  for (let j = fours; j < m; j++) {
    let sum = b === null ? 0 : b[j];
    for (let l = 0, at = j * k; l < k; l++, at++) sum += A[a + l] * B[at];
    C[c + j] = sum;
  }
}

/** b[m] = the sum of the rows of D[n×m]. */
export function sumOfRows(b, D, n, m) {
  b.fill(0);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < m; j++, at++) b[j] += D[at];
}
