import { abs, bitLength, integerFourthRoot } from '../integers/bits.ts';
import { type Form, formFrom } from './form.ts';
import { reduce } from './reduce.ts';

/** What the operations need to know about the group of one discriminant. */
export interface ClassGroup {
  /** D < 0, D ≡ 1 mod 8. */
  readonly discriminant: bigint;
  /** Bit length of |D|. */
  readonly bits: number;
  /** L = ⌊|D|^(1/4)⌋, where NUDUPL and NUCOMP stop their partial gcd, and the same as a number. */
  readonly fourthRoot: bigint;
  readonly fourthRootNumber: number;
  /** (1, 1), the neutral element. */
  readonly identity: Form;
  /** (2, 1), the element that every proof of time starts from ("generator"). */
  readonly initial: Form;
}

export function classGroup(discriminant: bigint): ClassGroup {
  const size = abs(discriminant);
  const fourthRoot = integerFourthRoot(size);
  return {
    discriminant,
    bits: bitLength(size),
    fourthRoot,
    fourthRootNumber: Number(fourthRoot),
    identity: { a: 1n, b: 1n, c: (1n - discriminant) / 4n },
    initial: { a: 2n, b: 1n, c: (1n - discriminant) / 8n },
  };
}

/** The reduced form of the class of (a, b), or null if that is no form of this discriminant. */
export function reducedForm(group: ClassGroup, a: bigint, b: bigint): Form | null {
  const form = formFrom(group.discriminant, a, b);
  return form === null ? null : reduce(form.a, form.b, form.c);
}

/** The other root of the same values: f · inverse(f) is the identity. */
export function inverse({ a, b, c }: Form): Form {
  return reduce(a, -b, c);
}
