import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decodeCbor, encodeCbor, ProtocolError, readEnvelope } from '@salvia/protocol';
import { type AnyCodec, type CborValue, StreamableError } from '@salvia/streamable';
import { Decoder } from 'cbor-x';
import { z } from 'zod';
import { deviationFor, readVector } from '../src/index.ts';
import { fromFields, messageClass, records } from './codecs.ts';

const FILE = 'reference/cbor_receive.json';

const schema = z.strictObject({
  kind: z.string(),
  cases: z.array(
    z.strictObject({
      module: z.string(),
      class: z.string(),
      note: z.string(),
      cbor: z.string(),
      accepted: z.boolean(),
      accident: z.boolean().optional(),
      fields: z.record(z.string(), z.unknown()).optional(),
      reencoded: z.string().optional(),
      exception: z.string().optional(),
    }),
  ),
  raw_envelopes: z.array(
    z.strictObject({
      note: z.string(),
      cbor: z.string(),
      decodes: z.boolean().optional(),
      f: z.string().optional(),
      d_keys: z.array(z.string()).optional(),
      exception: z.string().optional(),
    }),
  ),
});
type Case = z.infer<typeof schema>['cases'][number];
type Envelope = z.infer<typeof schema>['raw_envelopes'][number];

const data = schema.parse(readVector(FILE));
const lenient = new Decoder({ useRecords: false, mapsAsObjects: false });

/** The kind of CBOR item that a type is written as (consensus 2.2). */
function fits(type: string, value: CborValue | undefined): boolean {
  if (type.startsWith('Optional[')) return value === null || fits(type.slice(9, -1), value);
  if (type.startsWith('List[') || type.startsWith('Tuple[')) return Array.isArray(value);
  if (/^u?int\d+$/.test(type) || ['NodeType', 'MempoolInclusionStatus'].includes(type)) {
    return typeof value === 'bigint' || Number.isInteger(value);
  }
  if (type === 'str') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  return value instanceof Uint8Array;
}

/** Bytes with a record in front and something behind it. */
function hasTrailing(codec: AnyCodec, value: CborValue | undefined, fields: unknown): boolean {
  if (!records.has(codec.name) || !(value instanceof Uint8Array)) return false;
  const exact = codec.encode(fromFields(codec, fields));
  return value.length > exact.length && bytesToHex(value.subarray(0, exact.length)) === bytesToHex(exact);
}

/** The payload as a lenient decoder sees it. */
const payloadOf = (cbor: string): ReadonlyMap<string, CborValue> =>
  (lenient.decode(hexToBytes(cbor)) as ReadonlyMap<string, CborValue>).get('d') as ReadonlyMap<string, CborValue>;

function receive(given: Case): string {
  const codec = messageClass(given.module, given.class);
  try {
    const { payload } = readEnvelope(hexToBytes(given.cbor));
    const value = codec.fromCbor(decodeCbor(payload));
    return JSON.stringify(codec.toJson(value));
  } catch (error) {
    // A frame whose very CBOR is refused (a float) never reaches its body.
    if (error instanceof StreamableError || error instanceof ProtocolError) return 'INVALID_BODY';
    throw error;
  }
}

describe('what received maps turn into', () => {
  test.each(data.cases.map((given) => [given.class, given.note, given] as const))('%s: %s', (_class, _note, given) => {
    const codec = messageClass(given.module, given.class);
    const payload = payloadOf(given.cbor);
    const row = deviationFor(FILE, {
      ...given,
      wellTyped: codec.layout.every(({ wireName, codec: { name } }) => fits(name, payload.get(wireName))),
      trailing:
        given.accepted &&
        given.accident !== true &&
        codec.layout.some((field) =>
          hasTrailing(field.codec, payload.get(field.wireName), given.fields?.[field.wireName]),
        ),
    });
    if (row !== null || !given.accepted) expect(receive(given)).toBe('INVALID_BODY');
    else expect(receive(given)).toBe(JSON.stringify(codec.toJson(fromFields(codec, given.fields))));
  });
});

/** Whether a lenient decoder reads the bytes, and writing what it read gives them again. */
function isCanonical(cbor: string): boolean {
  try {
    return bytesToHex(encodeCbor(lenient.decode(hexToBytes(cbor)) as CborValue)) === cbor;
  } catch {
    return false;
  }
}

function open(cbor: string): string {
  try {
    return readEnvelope(hexToBytes(cbor)).name;
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

describe('other forms of the envelope', () => {
  test.each(data.raw_envelopes.map((given) => [given.note, given] as const))('%s', (_note, given: Envelope) => {
    const row = deviationFor(FILE, { ...given, canonical: isCanonical(given.cbor) });
    const refused = row !== null || given.exception !== undefined;
    expect(open(given.cbor)).toBe(refused ? 'MALFORMED_FRAME' : given.f);
  });
});
