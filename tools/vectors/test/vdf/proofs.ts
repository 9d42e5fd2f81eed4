import { expect, test } from '@jest/globals';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { blockSizeFor, type ClassGroup, equalForms, powerOfTwoMod, type VdfSchemeImpl } from '@salvia/proof-of-time';
import { z } from 'zod';
import { bytes, count, groupOf, integer, numbered, PROVABLE, readCases, today } from './values.ts';

interface Claim {
  scheme: VdfSchemeImpl;
  group: ClassGroup;
  x: Uint8Array;
  y: Uint8Array;
  iterations: number;
  depth: number;
  witness: Uint8Array;
}

/** The verdict on forms that come as bytes. */
function holds({ scheme, group, x, y, iterations, depth, witness }: Claim): boolean {
  const start = scheme.deserialize(group, x);
  const end = scheme.deserialize(group, y);
  return start !== null && end !== null && scheme.verifyWitness(group, start, end, BigInt(iterations), depth, witness);
}

/** A proof of a block, when it starts where blocks do. */
function holdsInBlock(challenge: Uint8Array, { scheme, group, y, iterations, depth, witness }: Claim): boolean {
  const output = scheme.deserialize(group, y);
  if (output === null) return false;
  return scheme.verify({
    discriminantBits: group.bits,
    challenge,
    iterations: BigInt(iterations),
    output,
    witnessType: depth,
    witness,
  });
}

function startsAsBlocksDo({ scheme, group, x }: Claim): boolean {
  const start = scheme.deserialize(group, x);
  return start !== null && equalForms(start, group.initial);
}

/** Makes the proof again, where it is short enough. */
function expectProof(challenge: Uint8Array, claim: Claim, segments?: readonly number[]): void {
  const { scheme, group, y, iterations, depth, witness } = claim;
  if (iterations < 1 || iterations > PROVABLE || !startsAsBlocksDo(claim)) return;
  const made = scheme.prove({
    challenge,
    discriminantBits: group.bits,
    iterations: BigInt(iterations),
    ...(segments === undefined ? {} : { segments: segments.map(BigInt) }),
  });
  const output = scheme.deserialize(group, y);
  expect(made.output).toEqual({ a: output?.a, b: output?.b });
  expect(made.witnessType).toBe(depth);
  expect(bytesToHex(made.witness)).toBe(bytesToHex(witness));
}

export function wesolowski(scheme: VdfSchemeImpl, file: string): void {
  const shape = z.strictObject({
    note: z.string().optional(),
    seed: bytes,
    bits: z.int(),
    abs_d: integer,
    iterations: count,
    x: bytes,
    y: bytes,
    proof: bytes,
    b: integer.optional(),
    r: integer.optional(),
    valid: z.boolean(),
  });
  test.each(numbered(readCases(file, shape)))('proof %i', (_, { seed, abs_d, x, y, proof, b, r, ...one }) => {
    const group = groupOf(abs_d);
    expect(scheme.createDiscriminant(seed, one.bits)).toBe(-abs_d);
    const claim: Claim = { scheme, group, x, y, iterations: one.iterations, depth: 0, witness: proof };
    expect(holds(claim)).toBe(one.valid);
    if (startsAsBlocksDo(claim)) expect(holdsInBlock(seed, claim)).toBe(one.valid);
    if (!one.valid) return;
    expectProof(seed, claim);
    const [start, end] = [scheme.deserialize(group, x), scheme.deserialize(group, y)];
    if (start === null || end === null) throw new Error('a valid proof with a form that is none');
    const prime = scheme.challengePrime(group, start, end);
    if (b !== undefined) expect(prime).toBe(b);
    if (r !== undefined) expect(powerOfTwoMod(BigInt(one.iterations), prime)).toBe(r);
  });
}

const nested = { bits: z.int(), x: bytes, blob: bytes, iterations: count, depth: count, valid: z.boolean() };
const FORM = 100;

export function nWesolowski(file: string): void {
  const shape = z.strictObject({ ...nested, note: z.string(), seed: bytes, segments_in_time_order: z.array(count) });
  test.each(numbered(readCases(file, shape)))('blob %i', (_, one) => {
    const group = today.group(one.seed, one.bits);
    const [y, witness] = [one.blob.subarray(0, FORM), one.blob.subarray(FORM)];
    const claim: Claim = { scheme: today, group, ...one, y, witness };
    expect(holds(claim)).toBe(one.valid);
    if (startsAsBlocksDo(claim)) expect(holdsInBlock(one.seed, claim)).toBe(one.valid);
    if (one.note === 'valid') expectProof(one.seed, claim, one.segments_in_time_order);
  });
}

export function referenceProofs(file: string): void {
  const shape = z.strictObject({ ...nested, challenge: bytes });
  test.each(numbered(readCases(file, shape)))('record %i', (_, one) => {
    const group = today.group(one.challenge, one.bits);
    const [y, witness] = [one.blob.subarray(0, FORM), one.blob.subarray(FORM)];
    const claim: Claim = { scheme: today, group, ...one, y, witness };
    expect(holds(claim)).toBe(one.valid);
    if (startsAsBlocksDo(claim)) expect(holdsInBlock(one.challenge, claim)).toBe(one.valid);
    const output = today.deserialize(group, y);
    if (output !== null)
      expect(bytesToHex(concatBytes(today.serialize(group, output), witness))).toBe(bytesToHex(one.blob));
  });
}

export function parameters(file: string): void {
  const shape = z.strictObject({ iterations: count, k: z.int(), l: z.int() });
  test.each(readCases(file, shape))('$iterations iterations: k = $k, l = $l', ({ iterations, k, l }) => {
    expect(blockSizeFor(iterations)).toEqual({ k, l });
  });
}
