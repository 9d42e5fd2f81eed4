import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { PeerInfo } from '@salvia/protocol';
import { type AnyCodec, StreamableError } from '@salvia/streamable';
import { z } from 'zod';
import { deviationFor, readVector } from '../src/index.ts';
import { fromFields, recordType } from './codecs.ts';
import { typeCodec } from './types.ts';

const FILE = 'reference/streamable_parse.json.gz';

const parsed = {
  accepted: z.boolean(),
  reserialized: z.string().optional(),
  same: z.boolean().optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
  exception: z.string().optional(),
};
const schema = z.strictObject({
  kind: z.string(),
  cases: z.array(z.strictObject({ type: z.string(), note: z.string(), bytes: z.string(), ...parsed })),
  integer_limits: z.array(
    z.strictObject({
      type: z.string(),
      value: z.string(),
      construct: z.string(),
      stream: z.string().optional(),
      stream_exception: z.string().optional(),
    }),
  ),
  non_ascii_strings: z.array(
    z.strictObject({ host: z.string(), port: z.number(), bytes: z.string(), parsed_back: z.strictObject(parsed) }),
  ),
});
type Case = z.infer<typeof schema>['cases'][number];

const data = schema.parse(readVector(FILE));

/** What came of decoding: the bytes of the value read, or the code of the error. */
type Outcome = { readonly bytes: string } | { readonly code: string };

function attempt(action: () => Uint8Array): Outcome {
  try {
    return { bytes: bytesToHex(action()) };
  } catch (error) {
    if (error instanceof StreamableError) return { code: error.code };
    throw error;
  }
}

const decode = (codec: AnyCodec, hex: string, shortestPrograms = false): Outcome =>
  attempt(() => codec.encode(codec.decode(hexToBytes(hex), { shortestPrograms })));

const holdsProgram = (codec: AnyCodec): boolean =>
  /Program|CoinSolution/.test(codec.name) ||
  ('layout' in codec && (codec.layout as { codec: AnyCodec }[]).some((field) => holdsProgram(field.codec)));

/**
 * Whether bytes that are not exact still hold the value that was read: a coin's amount with redundant bytes, or a
 * program that only a demand for shortest encodings refuses.
 */
function isMinimalityOnly(codec: AnyCodec, { type, bytes }: Case): boolean {
  if (type === 'Coin') return true;
  const strict = decode(codec, bytes, true);
  return holdsProgram(codec) && 'code' in strict && strict.code === 'NOT_SHORTEST' && 'bytes' in decode(codec, bytes);
}

/** The bytes of the value that the reference read; null where that is no value of the type (a negative amount). */
function exactBytes(codec: AnyCodec, { fields }: Case): string | null {
  const result = attempt(() => codec.encode(fromFields(codec, fields)));
  return 'bytes' in result ? result.bytes : null;
}

const LENIENT = ['TRUNCATED', 'TRAILING_BYTES', 'BAD_FLAG'];

function check(given: Case): void {
  const codec = recordType(given.type);
  const outcome = decode(codec, given.bytes);
  const exact = given.accepted ? exactBytes(codec, given) : null;
  const row = deviationFor(FILE, {
    ...given,
    exact: exact === given.bytes,
    minimalityOnly: given.accepted && isMinimalityOnly(codec, given),
  });
  if (row?.verdict === 'LENIENT') {
    expect(LENIENT).toContain('code' in outcome ? outcome.code : 'accepted');
  } else if (row?.verdict === 'accepted') {
    expect(outcome).toHaveProperty('bytes');
  } else if (row !== null) {
    expect(outcome).toEqual({ code: row.verdict });
  } else if (!given.accepted) {
    expect(outcome).toHaveProperty('code');
  } else {
    expect(outcome).toEqual({ bytes: exact });
    // Where the reference's own bytes differ (it counts characters), only ours are those of the value.
    if (given.reserialized !== exact) expect(JSON.stringify(given.fields)).toMatch(/[^\0-\x7f]/);
  }
}

describe('damaged and unusual bytes', () => {
  test.each(data.cases.map((given, index) => [index, given.type, given.note, given] as const))(
    '%i %s: %s',
    (_index, _type, _note, given) => check(given),
  );
});

describe('integers at the limits of their types', () => {
  test.each(data.integer_limits)('$type $value', ({ type, value, stream, stream_exception, construct }) => {
    const codec = typeCodec(type);
    const outcome = attempt(() => codec.encode(codec.fromJson(value)));
    if (stream === undefined) {
      expect(stream_exception ?? construct).not.toBe('ok');
      expect(outcome).toEqual({ code: 'OUT_OF_RANGE' });
    } else {
      expect(outcome).toEqual({ bytes: stream });
      expect(String(codec.toJson(codec.decode(hexToBytes(stream))))).toBe(value);
    }
  });
});

describe('text in a record', () => {
  test.each(data.non_ascii_strings)('$host', ({ host, port, bytes, parsed_back }) => {
    const written = PeerInfo.encode({ host, port });
    const row = deviationFor(FILE, { host });
    if (row === null) expect(bytesToHex(written)).toBe(bytes);
    else expect(bytesToHex(written.subarray(0, 4))).toBe(Buffer.byteLength(host).toString(16).padStart(8, '0'));
    expect(PeerInfo.decode(written)).toEqual({ host, port });
    check({ type: 'PeerInfo', note: 'as the reference writes it', bytes, ...parsed_back });
  });
});
