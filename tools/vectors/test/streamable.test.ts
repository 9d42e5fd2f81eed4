import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as protocol from '@salvia/protocol';
import { type AnyCodec, hashOf, Reader, Writer } from '@salvia/streamable';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { fromFields, layoutOf, records } from './codecs.ts';
import { declaredRecord } from './types.ts';

const fields = z.record(z.string(), z.unknown());
const schema = z.strictObject({
  kind: z.string(),
  types: z.record(
    z.string(),
    z.strictObject({
      fields: z.array(z.tuple([z.string(), z.string()])),
      instances: z.array(
        z.strictObject({
          fields,
          bytes: z.string(),
          stream: z.string().optional(),
          hash: z.string(),
          name: z.string().optional(),
          json: fields.optional(),
          // The reference cannot make the JSON of an absent program in a tuple.
          json_error: z.string().optional(),
        }),
      ),
    }),
  ),
});

const { types } = schema.parse(readVector('reference/streamable.json.gz'));

/** Records that have a name of their own, and how it is computed. */
const names: Readonly<Record<string, (value: never) => Uint8Array>> = {
  Coin: protocol.coinName,
  SpendBundle: protocol.spendBundleName,
};

/** Ours where `protocol` has the record; else (records of the wallet's own store) built from the declared fields. */
function codecsOf(): ReadonlyMap<string, AnyCodec> {
  const codecs = new Map<string, AnyCodec>(records);
  for (const [name, { fields: layout, instances }] of Object.entries(types)) {
    if (!codecs.has(name) && instances.length > 0) codecs.set(name, declaredRecord(name, layout, codecs));
  }
  return codecs;
}
const codecs = codecsOf();

test.each([...records])('%s is in the data, with the same fields', (name, codec) => {
  expect(layoutOf(codec)).toEqual(types[name]?.fields);
});

const cases = Object.entries(types).flatMap(([name, { instances }]) =>
  instances.map((instance, index) => ({ name, index, instance })),
);

describe('instances of every record', () => {
  test.each(cases)('$name $index', ({ name, instance }) => {
    const codec = codecs.get(name) as AnyCodec;
    const value = fromFields(codec, instance.fields);
    const stream = new Writer();
    codec.write(stream, value);

    expect(bytesToHex(codec.encode(value))).toBe(instance.bytes);
    expect(bytesToHex(stream.finish())).toBe(instance.stream ?? instance.bytes);
    expect(bytesToHex(hashOf(codec, value))).toBe(instance.hash);
    if (instance.json_error === undefined) expect(codec.toJson(value)).toEqual(instance.json);
    if (instance.name !== undefined) {
      expect(bytesToHex((names[name] as (value: unknown) => Uint8Array)(value))).toBe(instance.name);
    }

    const decoded = codec.decode(hexToBytes(instance.bytes));
    expect(codec.equals(decoded, value)).toBe(true);
    expect(codec.equals(codec.read(new Reader(hexToBytes(instance.stream ?? instance.bytes))), value)).toBe(true);
    expect(codec.equals(codec.fromCbor(codec.toCbor(value)), value)).toBe(true);
    expect(codec.equals(codec.fromJson(codec.toJson(value)), value)).toBe(true);
  });
});
