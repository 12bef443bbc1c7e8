import { call } from "../../equations/build.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rational } from "../../util/rational.ts";
import type { Budget } from "./budget.ts";
import { powers } from "./changes.ts";
import { coefficientsIn, degreeIn, fromCoefficients, raised, times } from "./divisor.ts";
import { mapFactors, ofPolynomial, type Fraction } from "./fraction.ts";
import { atomic, number, scale, sumOf, type Polynomial } from "./polynomial.ts";

/**
 * sin²x + cos²x = 1 takes the squares of one of the two out: of the sine, or of the cosine. The first of these fractions
 * stands for all spellings in which no sine or cosine is below the line.
 */
export function withoutSquares(fraction: Fraction, atoms: ReadonlySet<Scalar>, budget: Budget): Fraction[] {
  const angles = [...atoms].flatMap((atom) => (atom.kind === "call" && atom.fn === "sin" ? atom.args : []));
  const pairs = angles.map((x) => [call("sin", x), call("cos", x)] as const).filter(([, cosine]) => atoms.has(cosine));
  if (pairs.length === 0) return [fraction];
  return ([0, 1] as const).map((side) =>
    pairs.reduce((left, pair) => {
      const [gone, kept] = side === 0 ? pair : ([pair[1], pair[0]] as const);
      const change = (polynomial: Polynomial): Fraction =>
        ofPolynomial(squaresOut(polynomial, gone, kept, budget), budget);
      return mapFactors(left, (factor) => powers(change(factor.polynomial), factor, budget), budget);
    }, fraction),
  );
}

function squaresOut(polynomial: Polynomial, gone: Scalar, kept: Scalar, budget: Budget): Polynomial {
  if (degreeIn(polynomial, gone) < 2) return polynomial;
  const square = sumOf(number(rational(1)), scale(raised(atomic(kept), 2, budget), rational(-1)));
  const parts = coefficientsIn(polynomial, gone).map((coefficient, exponent) => {
    const rest = fromCoefficients(exponent % 2 === 0 ? [coefficient] : [[], coefficient], gone, budget);
    return times(rest, raised(square, Math.floor(exponent / 2), budget), budget);
  });
  return sumOf(...parts);
}
