import { z } from 'zod';

/** An integer as the files write it: hexadecimal text without leading zeros. */
export const hexInteger = z
  .string()
  .regex(/^(0|[1-9a-f][0-9a-f]*)$/)
  .transform((text) => BigInt(`0x${text}`));

/** Bytes as the files write them: lower-case hex. */
export const hexBytes = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((text) => new Uint8Array(Buffer.from(text, 'hex')));

/** A SHA-256 as text, to be compared with a digest of ours. */
export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);
