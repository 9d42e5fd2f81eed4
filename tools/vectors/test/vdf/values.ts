import { hexToBytes } from '@noble/hashes/utils.js';
import { type ClassGroup, classGroup, type Form, reducedForm, scheme } from '@salvia/proof-of-time';
import { z } from 'zod';
import { readVector } from '../../src/index.ts';

const parseInteger = (text: string): bigint => {
  const size = BigInt(`0x${text.replace('-', '')}`);
  return text.startsWith('-') ? -size : size;
};

/** A hexadecimal integer without leading zeros, `-` in front of a negative one. */
export const integer = z
  .string()
  .regex(/^(0|-?[1-9a-f][0-9a-f]*)$/)
  .transform(parseInteger);

/** Bytes in lower-case hex. */
export const bytes = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((text) => hexToBytes(text));

export const count = z.int().nonnegative();

/** The cases of a file whose only content is a list of them. */
export function readCases<Case>(file: string, shape: z.ZodType<Case>): Case[] {
  return z.strictObject({ cases: z.array(shape) }).parse(readVector(`vdf/${file}`)).cases;
}

/** Cases with a number in front, for titles. */
export const numbered = <Case>(cases: readonly Case[]): [number, Case][] => cases.map((one, index) => [index, one]);

export const today = scheme('chiavdf');
export const legacy = scheme('chiavdf-0.12');

/** Proofs up to this many iterations are made again, longer ones only verified. */
export const PROVABLE = 20_000;

const groups = new Map<bigint, ClassGroup>();

export function groupOf(absoluteDiscriminant: bigint): ClassGroup {
  const group = groups.get(absoluteDiscriminant) ?? classGroup(-absoluteDiscriminant);
  groups.set(absoluteDiscriminant, group);
  return group;
}

/** The form (a, b), which must be one. */
export function formOf(group: ClassGroup, [a, b]: readonly [bigint, bigint]): Form {
  const form = reducedForm(group, a, b);
  if (form === null || form.a !== a || form.b !== b) throw new Error('not a reduced form');
  return form;
}
