import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { powerOfTwoMod, scheme, squareTimes, type VdfError, type VdfProof } from '../src/index.ts';
import { quotientDigits } from '../src/wesolowski/quotient-digits.ts';
import { challengeOf, schemes } from './support.ts';

const challenge = challengeOf('proofs');
const bits = 256;

describe.each(schemes)('$name', (vdf) => {
  const statement = (iterations: bigint) => ({ challenge, discriminantBits: bits, iterations });
  const check = (iterations: bigint, proof: VdfProof) => vdf.verify({ ...statement(iterations), ...proof });

  test('proofs of any length hold, and for that length only', () => {
    for (const iterations of [1n, 2n, 3n, 100n, 263n, 264n, 265n, 266n, 1000n, 5000n]) {
      const proof = vdf.prove(statement(iterations));
      expect(check(iterations, proof)).toBe(true);
      expect(check(iterations + 1n, proof)).toBe(false);
      expect(check(iterations - 1n, proof)).toBe(false);
      const group = vdf.group(challenge, bits);
      const { a, b } = squareTimes(group, group.initial, Number(iterations));
      expect(proof.output).toEqual({ a, b });
    }
  });

  test('no iterations: the output is the start', () => {
    const group = vdf.group(challenge, bits);
    const witness = vdf.serialize(group, group.identity);
    expect(check(0n, { output: { a: 2n, b: 1n }, witnessType: 0, witness })).toBe(true);
    expect(check(0n, { output: { a: 4n, b: 1n }, witnessType: 0, witness })).toBe(false);
  });

  test('proofs of several segments hold', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 400n }), { minLength: 1, maxLength: 5 }), (segments) => {
        const iterations = segments.reduce((sum, count) => sum + count);
        const proof = vdf.prove({ ...statement(iterations), segments });
        expect(proof.witnessType).toBe(segments.length - 1);
        expect(check(iterations, proof)).toBe(true);
        expect(check(iterations, { ...proof, witnessType: proof.witnessType + 1 })).toBe(false);
        expect(proof.output).toEqual(vdf.prove(statement(iterations)).output);
      }),
      { numRuns: 10 },
    );
  });

  test('a change of any one thing is refused', () => {
    const iterations = 600n;
    const proof = vdf.prove({ ...statement(iterations), segments: [200n, 150n, 250n] });
    const { a, b } = proof.output;
    const claim = { ...statement(iterations), ...proof };
    const { witness } = proof;
    expect(vdf.verify(claim)).toBe(true);
    const others = [
      { ...claim, challenge: challengeOf('another') },
      { ...claim, discriminantBits: 512 },
      { ...claim, output: { a, b: -b } },
      { ...claim, output: { a, b: b + 2n * a } },
      { ...claim, output: { a: a + 1n, b } },
      { ...claim, witness: witness.subarray(1) },
      { ...claim, witness: Uint8Array.of(...witness, 0) },
      { ...claim, witness: new Uint8Array(witness.length) },
    ];
    for (const other of others) expect(vdf.verify(other)).toBe(false);
  });

  test('a witness with one changed byte does not hold, unless it says the same', () => {
    const iterations = 500n;
    const proof = vdf.prove({ ...statement(iterations), segments: [300n, 200n] });
    const group = vdf.group(challenge, bits);
    const used = vdf.name === 'chiavdf' ? (bits / 32) * 3 + 4 : proof.witness.length;
    fc.assert(
      fc.property(fc.nat(proof.witness.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const witness = Uint8Array.from(proof.witness);
        witness[at] = (witness[at] as number) ^ change;
        const size = vdf.serialize(group, group.identity).length;
        const [before, after] = [proof.witness, witness].map((bytes) =>
          vdf.deserialize(group, bytes.subarray(0, size)),
        );
        const same = at < size && after !== null && before?.a === after?.a && before?.b === after?.b;
        if (!same && at < used) expect(check(iterations, { ...proof, witness })).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('nonsense is refused without an exception', () => {
    fc.assert(
      fc.property(
        fc.record({
          challenge: fc.uint8Array({ maxLength: 33 }),
          discriminantBits: fc.oneof(fc.constantFrom(64, 256), fc.integer(), fc.double()),
          iterations: fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
          output: fc.record({
            a: fc.oneof(fc.constantFrom(0n, 1n, 2n), fc.bigInt({ min: -(2n ** 511n), max: 2n ** 511n })),
            b: fc.oneof(fc.constantFrom(0n, 1n), fc.bigInt({ min: -(2n ** 511n), max: 2n ** 511n })),
          }),
          witnessType: fc.oneof(fc.nat(3), fc.integer(), fc.double()),
          witness: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 100, maxLength: 100 })),
        }),
        (claim) => expect(vdf.verify(claim)).toBe(false),
      ),
      { numRuns: 300 },
    );
  });

  test('what cannot be proved is refused with a code', () => {
    const codeOf = (work: () => unknown): string | null => {
      try {
        work();
        return null;
      } catch (error) {
        return (error as VdfError).code;
      }
    };
    expect(codeOf(() => vdf.prove(statement(0n)))).toBe('BAD_ITERATIONS');
    expect(codeOf(() => vdf.prove(statement(2n ** 53n)))).toBe('BAD_ITERATIONS');
    expect(codeOf(() => vdf.prove({ ...statement(10n), segments: [5n, 6n] }))).toBe('BAD_SEGMENTS');
    expect(codeOf(() => vdf.prove({ ...statement(10n), segments: [10n, 0n] }))).toBe('BAD_SEGMENTS');
    expect(codeOf(() => vdf.prove({ ...statement(10n), discriminantBits: 9 }))).toBe('BAD_DISCRIMINANT_BITS');
    expect(codeOf(() => scheme('other' as 'chiavdf'))).toBe('UNKNOWN_SCHEME');
  });
});

test('the digits of a proof add up to the quotient, and are short', () => {
  const divisor = fc.bigInt({ min: 2n ** 20n, max: 2n ** 64n });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), divisor, fc.integer({ min: 1, max: 16 }), (iterations, prime, k) => {
      const digits = [...quotientDigits(iterations, prime, k)];
      const sum = digits.reduce((total, digit, i) => total + BigInt(digit) * 2n ** BigInt(k * i), 0n);
      expect(sum).toBe(2n ** BigInt(iterations) / prime);
      for (const digit of digits) expect(Math.abs(digit)).toBeLessThanOrEqual(2 ** (k - 1));
      expect(powerOfTwoMod(BigInt(iterations), prime)).toBe(2n ** BigInt(iterations) - sum * prime);
    }),
  );
});
