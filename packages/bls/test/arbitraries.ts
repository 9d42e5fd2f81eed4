import fc from 'fast-check';
import { keyGen } from '../src/index.ts';

/** A secret key grown from a random seed. */
export const secretKeys = fc.uint8Array({ minLength: 32, maxLength: 48 }).map(keyGen);

export const messages = fc.uint8Array({ maxLength: 200 });

/** How many random cases a property tries; pairings are too slow in JavaScript for fast-check's hundred. */
export const few = { numRuns: 4 };
