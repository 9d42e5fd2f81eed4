import { expect } from '@jest/globals';
import { keyGen } from '@salvia/bls';
import fc from 'fast-check';

export const secretKeys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(keyGen);

export const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });

export const entropies = fc
  .constantFrom(16, 20, 24, 28, 32)
  .chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));

export const coinRules = fc.constantFrom('mainnet' as const, 'beta18' as const);

/** How many random cases a property tries that derives keys or pairs points. */
export const few = { numRuns: 5 };

export const failure = (code: string, context: Readonly<Record<string, unknown>> = {}) =>
  expect.objectContaining({ code, context: expect.objectContaining(context) });
