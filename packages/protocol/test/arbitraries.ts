import type { AnyCodec, Field } from '@salvia/streamable';
import fc from 'fast-check';
import * as protocol from '../src/index.ts';
import { G1_IDENTITY, G1_POINT, G2_IDENTITY, G2_POINT } from './support.ts';

const unsigned = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const fixed = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

const SIMPLE: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uint8: fc.integer({ min: 0, max: 0xff }),
  uint16: fc.integer({ min: 0, max: 0xffff }),
  uint32: fc.integer({ min: 0, max: 0xffff_ffff }),
  uint64: unsigned(64),
  uint128: unsigned(128),
  int512: fc.bigInt({ min: -(2n ** 512n), max: 2n ** 512n - 1n }),
  str: fc.string({ unit: 'grapheme', maxLength: 12 }),
  bytes: fc.uint8Array({ maxLength: 40 }),
  bytes32: fixed(32),
  G1Element: fc.constantFrom(G1_IDENTITY, G1_POINT),
  G2Element: fc.constantFrom(G2_IDENTITY, G2_POINT),
  Program: fc.constantFrom(
    Uint8Array.of(0x80),
    Uint8Array.of(0xff, 0x01, 0x80),
    Uint8Array.of(0xff, 0xff, 0x05, 0x81, 0x00, 0x80),
  ),
  NodeType: fc.constantFrom(...Object.values(protocol.NodeType)),
  MempoolInclusionStatus: fc.constantFrom(...Object.values(protocol.MempoolInclusionStatus)),
};

const RECORDS = new Map<string, AnyCodec>(
  [
    protocol.Coin,
    protocol.FullBlock,
    protocol.GeneratorResponse,
    protocol.HeaderBlock,
    protocol.PoolTarget,
    protocol.ProofOfSpace,
    protocol.ProofOfTime,
    protocol.SpendBundle,
    protocol.TimestampedPeerInfo,
    protocol.ClassgroupElement,
    protocol.Challenge,
    protocol.Header,
    protocol.HeaderData,
    protocol.CoinSolution,
  ].map((codec) => [codec.name, codec]),
);

function splitTypes(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '[') depth++;
    if (letter === ']') depth--;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

function ofType(type: string): fc.Arbitrary<unknown> {
  const [, outer, inner = ''] = /^(\w+)\[(.*)\]$/.exec(type) ?? [];
  if (outer === 'List') return fc.array(ofType(inner), { maxLength: 3 });
  if (outer === 'Optional') return fc.option(ofType(inner));
  if (outer === 'Tuple') return fc.tuple(...splitTypes(inner).map(ofType));
  const record = RECORDS.get(type);
  if (record !== undefined) return valuesOf(record);
  const simple = SIMPLE[type];
  if (simple === undefined) throw new Error(`no values for ${type}`);
  return simple;
}

/** Any value of a record or message, by its fields. */
export function valuesOf(codec: AnyCodec): fc.Arbitrary<unknown> {
  const { layout } = codec as unknown as { layout: readonly Field[] };
  return fc.record(Object.fromEntries(layout.map(({ key, codec: { name } }) => [key, ofType(name)])));
}
