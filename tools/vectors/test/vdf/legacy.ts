import { expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { readVector } from '../../src/index.ts';
import { bytes, count, integer, legacy, numbered, PROVABLE } from './values.ts';

/** Bytes per coefficient of y as the client of that version sends it, whatever the discriminant. */
const CLIENT_COEFFICIENT = 129;

export function chiavdf012(file: string): void {
  const proof = z.strictObject({
    seed: bytes,
    bits: z.int(),
    iterations: count,
    y: bytes,
    proof: bytes,
    b: integer,
    y_129: bytes,
    valid: z.boolean(),
  });
  const { discriminants, wesolowski } = z
    .strictObject({
      discriminants: z.array(z.strictObject({ seed: bytes, bits: z.int(), abs_d: integer })),
      wesolowski: z.array(proof),
    })
    .parse(readVector(`vdf/${file}`));

  test.each(numbered(discriminants))('discriminant %i', (_, { seed, bits, abs_d }) => {
    expect(legacy.createDiscriminant(seed, bits)).toBe(-abs_d);
  });

  test.each(numbered(wesolowski))('proof %i', (_, { seed, bits, iterations, y, proof, b, y_129, valid }) => {
    const group = legacy.group(seed, bits);
    const output = legacy.deserialize(group, y);
    if (output === null) throw new Error('y is no form');
    expect(bytesToHex(legacy.serialize(group, output))).toBe(bytesToHex(y));
    expect(legacy.challengePrime(group, group.initial, output)).toBe(b);

    const statement = { challenge: seed, discriminantBits: bits, iterations: BigInt(iterations) };
    expect(legacy.verify({ ...statement, output, witnessType: 0, witness: proof })).toBe(valid);
    if (valid && iterations <= PROVABLE) {
      const made = legacy.prove(statement);
      expect(made.output).toEqual({ a: output.a, b: output.b });
      expect(bytesToHex(made.witness)).toBe(bytesToHex(proof));
    }

    const sent = [0, 1].map((i) => y_129.subarray(i * CLIENT_COEFFICIENT, (i + 1) * CLIENT_COEFFICIENT));
    const signed = sent.map((part) => BigInt.asIntN(8 * CLIENT_COEFFICIENT, BigInt(`0x${bytesToHex(part)}`)));
    expect(signed).toEqual([output.a, output.b]);
  });
}
