import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

/** A 32-byte value in a query: 64 hex digits, `0x` or not. */
export const hashText = (what: string) =>
  z
    .string()
    .regex(/^(0x)?[0-9a-f]{64}$/, `${what} is 64 hex digits`)
    .transform((text) => hexToBytes(text.replace(/^0x/, '')));
