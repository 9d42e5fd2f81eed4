import { z } from 'zod';

const UINT64_MAX = (1n << 64n) - 1n;

const decimalText = z
  .string()
  .regex(/^-?\d{1,40}$/)
  .describe('an integer in decimal');

const bigintOfText = {
  decode: (text: string) => BigInt(text),
  encode: (value: bigint) => value.toString(),
};

/** An integer of any size and sign: decimal text in JSON, bigint in TypeScript. */
export const integer = () => z.codec(decimalText, z.bigint(), bigintOfText);

/** Mojos, 0 to 2^64 - 1: decimal text in JSON, bigint in TypeScript (wallet 3.1.6). */
export const mojos = () => z.codec(decimalText, z.bigint().min(0n).max(UINT64_MAX), bigintOfText);

/** Bytes that leave: 0x and lower-case hex, in JSON and in TypeScript. */
export const hex = () => z.string().regex(/^0x([0-9a-f]{2})*$/);

/** A hash that is asked for: 64 hexadecimal digits, with 0x or without. */
export const hash = () => z.string().regex(/^(0x)?[0-9a-fA-F]{64}$/, 'allowed: 32 bytes in hex');

/** A small number that travels as text, as everything in a query does. */
export const countText = (min: number, max: number) =>
  z.codec(z.string().regex(/^\d{1,15}$/, `allowed: an integer from ${min} to ${max}`), z.int().min(min).max(max), {
    decode: Number,
    encode: String,
  });

/** A yes or no of a query. */
export const booleanText = () =>
  z.codec(z.enum(['true', 'false']), z.boolean(), {
    decode: (text) => text === 'true',
    encode: (value) => (value ? ('true' as const) : ('false' as const)),
  });
