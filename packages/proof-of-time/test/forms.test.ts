import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compose,
  type Form,
  formFrom,
  inverse,
  isReduced,
  productOfPowers,
  reduce,
  square,
  squareTimes,
} from '../src/index.ts';
import { formIn, groups } from './support.ts';

fc.configureGlobal({ numRuns: 25 });

/** Gauss's composition as the textbook has it (proofs B.4), with no shortcut: an independent witness. */
function textbookProduct(discriminant: bigint, f: Form, g: Form): Form {
  const s = (f.b + g.b) / 2n;
  const [d1, u1, v1] = extendedGcd(f.a, g.a);
  const [d, w1, w] = extendedGcd(d1, s);
  const [u, v] = [u1 * w1, v1 * w1];
  const a = (f.a * g.a) / (d * d);
  const b = (u * f.a * g.b + v * g.a * f.b + w * ((f.b * g.b + discriminant) / 2n)) / d;
  return reduce(a, b, (b * b - discriminant) / (4n * a));
}

function extendedGcd(a: bigint, b: bigint): [bigint, bigint, bigint] {
  if (b === 0n) return a < 0n ? [-a, -1n, 0n] : [a, 1n, 0n];
  const [g, u, v] = extendedGcd(b, a % b);
  return [g, v, u - (a / b) * v];
}

describe.each(groups)('the class group of a discriminant of $bits bits', (group) => {
  const forms = formIn(group);

  test('every result is a reduced form of the discriminant', () => {
    fc.assert(
      fc.property(forms, forms, (f, g) => {
        for (const { a, b, c } of [compose(group, f, g), square(group, f), inverse(f)]) {
          expect(b * b - 4n * a * c).toBe(group.discriminant);
          expect(isReduced({ a, b, c })).toBe(true);
        }
      }),
    );
  });

  test('composition is what the textbook says', () => {
    fc.assert(
      fc.property(forms, forms, (f, g) => {
        expect(compose(group, f, g)).toEqual(textbookProduct(group.discriminant, f, g));
        expect(square(group, f)).toEqual(textbookProduct(group.discriminant, f, f));
      }),
    );
  });

  test('composition is associative and commutative', () => {
    fc.assert(
      fc.property(forms, forms, forms, (f, g, h) => {
        expect(compose(group, compose(group, f, g), h)).toEqual(compose(group, f, compose(group, g, h)));
        expect(compose(group, f, g)).toEqual(compose(group, g, f));
      }),
    );
  });

  test('the identity changes nothing, and the inverse undoes', () => {
    fc.assert(
      fc.property(forms, (f) => {
        expect(compose(group, f, group.identity)).toEqual(f);
        expect(compose(group, f, inverse(f))).toEqual(group.identity);
      }),
    );
  });

  test('a square is a product', () => {
    fc.assert(fc.property(forms, (f) => expect(square(group, f)).toEqual(compose(group, f, f))));
  });

  test('any change of variables is undone by reduction', () => {
    fc.assert(
      fc.property(forms, fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), ({ a, b, c }, q) => {
        expect(reduce(a, b + 2n * a * q, a * q * q + b * q + c)).toEqual({ a, b, c });
        expect(reduce(c, -b + 2n * c * q, c * q * q - b * q + a)).toEqual({ a, b, c });
      }),
    );
  });

  test('powers multiply as exponents add', () => {
    const exponents = fc.bigInt({ min: 0n, max: 2n ** 264n });
    fc.assert(
      fc.property(forms, forms, exponents, exponents, (f, g, m, n) => {
        const together = productOfPowers(group, [
          { base: f, exponent: m },
          { base: g, exponent: n },
        ]);
        const apart = compose(
          group,
          productOfPowers(group, [{ base: f, exponent: m }]),
          productOfPowers(group, [{ base: g, exponent: n }]),
        );
        expect(together).toEqual(apart);
        const sum = productOfPowers(group, [{ base: f, exponent: m + n }]);
        expect(sum).toEqual(
          productOfPowers(group, [
            { base: f, exponent: m },
            { base: f, exponent: n },
          ]),
        );
      }),
      { numRuns: 6 },
    );
  });

  test('squaring n times is the power 2^n', () => {
    fc.assert(
      fc.property(forms, fc.integer({ min: 0, max: 100 }), (f, n) => {
        expect(squareTimes(group, f, n)).toEqual(productOfPowers(group, [{ base: f, exponent: 1n << BigInt(n) }]));
      }),
      { numRuns: 6 },
    );
  });
});

test('a pair that is no form of the discriminant is refused', () => {
  for (const { discriminant } of groups) {
    expect(formFrom(discriminant, 2n, 2n)).toBeNull();
    expect(formFrom(discriminant, 0n, 1n)).toBeNull();
    expect(formFrom(discriminant, -1n, 1n)).toBeNull();
    expect(formFrom(discriminant, 1n, 1n)).not.toBeNull();
  }
});
