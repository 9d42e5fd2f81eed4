import { bls12_381 } from '@noble/curves/bls12-381.js';
import { G1_SIZE, G2_SIZE } from '../src/index.ts';

const { Fp, Fp2 } = bls12_381.fields;

/** The smallest x from 1 on for which `isSquare` holds, in the last byte of a compressed point. */
function compressed(size: number, isSquare: (x: bigint) => boolean): Uint8Array {
  let x = 1n;
  while (!isSquare(x)) x++;
  const bytes = new Uint8Array(size);
  bytes[0] = 0x80;
  bytes[size - 1] = Number(x);
  return bytes;
}

/** A point of y² = x³ + 4. Points of the subgroup are so rare on the curve that no small x is one's. */
export const strayG1 = (): Uint8Array =>
  compressed(G1_SIZE, (x) => {
    const square = Fp.create(x ** 3n + 4n);
    return square === Fp.pow(Fp.pow(square, (Fp.ORDER + 1n) / 4n), 2n);
  });

/** A point of y² = x³ + 4(1 + i) with a real x. */
export const strayG2 = (): Uint8Array =>
  compressed(G2_SIZE, (x) => {
    const square = Fp2.create({ c0: Fp.create(x ** 3n + 4n), c1: 4n });
    return Fp2.eql(Fp2.pow(square, (Fp2.ORDER - 1n) / 2n), Fp2.ONE);
  });
