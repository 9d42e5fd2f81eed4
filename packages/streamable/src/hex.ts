import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { JsonValue } from './codec.ts';
import { StreamableError } from './error.ts';
import { badShape } from './shape.ts';

/** Bytes in JSON: `0x` and lower-case hex (consensus 1.8). */
export const toHexJson = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`;

const HEX = /^(?:[0-9a-fA-F]{2})*$/;

/** Reads bytes from JSON; the `0x` may be missing. */
export function fromHexJson(value: JsonValue): Uint8Array {
  if (typeof value !== 'string') throw badShape('hex text', value);
  const digits = value.startsWith('0x') ? value.slice(2) : value;
  if (!HEX.test(digits)) throw new StreamableError('BAD_SHAPE', 'hex text wanted, found other characters');
  return hexToBytes(digits);
}
