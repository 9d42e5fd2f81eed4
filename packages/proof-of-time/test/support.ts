import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { type ClassGroup, type Form, productOfPowers, scheme } from '../src/index.ts';

export const chiavdf = scheme('chiavdf');
export const chiavdf012 = scheme('chiavdf-0.12');
export const schemes = [chiavdf, chiavdf012] as const;

export const challengeOf = (label: string): Uint8Array => sha256(utf8ToBytes(label));

/** Groups of several sizes, one of them tiny, where every special case of the formulas comes up. */
export const groups: readonly ClassGroup[] = [
  chiavdf012.group(challengeOf('tiny'), 8),
  chiavdf.group(challengeOf('short'), 40),
  chiavdf.group(challengeOf('medium'), 256),
  chiavdf.group(challengeOf('long'), 512),
];

/** A form: the initial element to a random power. Its powers reach every class that a proof of time can. */
export const formIn = (group: ClassGroup): fc.Arbitrary<Form> =>
  fc.bigInt({ min: 0n, max: 2n ** 80n }).map((exponent) => productOfPowers(group, [{ base: group.initial, exponent }]));
