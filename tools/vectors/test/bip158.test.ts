import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ConsensusError, decodeFilter, encodeFilter } from '@salvia/blockchain';
import { filterHash } from '@salvia/protocol';
import { z } from 'zod';
import { readVector } from '../src/index.ts';

const schema = z.strictObject({
  kind: z.string(),
  filters: z.array(
    z.strictObject({
      elements: z.array(z.string()),
      encoded: z.string(),
      hash: z.string(),
      match: z.array(z.strictObject({ element: z.string(), result: z.boolean() })),
      match_any: z.array(z.strictObject({ elements: z.array(z.string()), result: z.boolean() })),
      /** What the encoded filter, read again, says of the elements of `match`. */
      decoded_matches: z.array(z.boolean()),
    }),
  ),
  decode: z.array(
    z.strictObject({
      note: z.string(),
      encoded: z.string(),
      match_a32: z.boolean().optional(),
      exception: z.string().optional(),
    }),
  ),
});

const data = schema.parse(readVector('reference/bip158.json'));
const numbered = data.filters.map((row, index) => ({ index, row }));

describe('filters', () => {
  test.each(numbered)('$index: bytes and hash', ({ row }) => {
    const encoded = encodeFilter(row.elements.map(hexToBytes));
    expect(bytesToHex(encoded)).toBe(row.encoded);
    expect(bytesToHex(filterHash(encoded))).toBe(row.hash);
  });

  test.each(numbered)('$index: matches', ({ row }) => {
    const filter = decodeFilter(hexToBytes(row.encoded));
    const matches = row.match.map(({ element }) => filter.matches(hexToBytes(element)));
    expect(matches).toEqual(row.match.map(({ result }) => result));
    expect(matches).toEqual(row.decoded_matches);
    for (const { elements, result } of row.match_any) expect(filter.matchesAny(elements.map(hexToBytes))).toBe(result);
  });
});

/** The letter a, 32 times: what `decode` asks each filter about. */
const A32 = new Uint8Array(32).fill(0x61);

function matchOrCode(encoded: Uint8Array): boolean | string {
  try {
    return decodeFilter(encoded).matches(A32);
  } catch (error) {
    if (error instanceof ConsensusError) return error.code;
    throw error;
  }
}

test.each(data.decode)('decoding: $note', ({ encoded, match_a32: match, exception }) => {
  expect(match === undefined).toBe(exception !== undefined);
  expect(matchOrCode(hexToBytes(encoded))).toBe(match ?? 'BAD_FILTER');
});
