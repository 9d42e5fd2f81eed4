import { createHash } from 'node:crypto';
import { type BodyOf, catalogue, decodeMessage, encodeMessage, type MessageName, NodeType } from '@salvia/protocol';
import { Encoder } from 'cbor-x';
import { expectTrue } from '../errors.ts';
import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { callsPerSecond } from '../measure/time.ts';
import { type Figure, peer, typical } from '../report/figure.ts';
import { blockWithGenerator } from '../samples/block.ts';
import { hash32 } from '../samples/bytes.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';

/** Short, so that on a busy machine many a batch is not interrupted. */
const BATCH_MS = 10;
const WARM_UP = 5;
const BLOCK_BYTES = 1_000_000;

/** The peer: the library underneath, which reads and writes any CBOR, and knows no message and no rule. */
const cborX = new Encoder({ useRecords: false, mapsAsObjects: false, tagUint8Array: false, variableMapSize: true });

const fullNodes = { to: NodeType.FULL_NODE, from: NodeType.FULL_NODE };

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Encoding and decoding of one message, ours and the peer's, in calls per second. */
async function compare<Name extends 'new_tip' | 'respond_block'>(
  name: Name,
  body: BodyOf<Name>,
  { runs, progress }: Surroundings,
): Promise<Figure[]> {
  const frame = encodeMessage(name as MessageName, body as BodyOf<MessageName>);
  const codec = catalogue[name].body as { toCbor(body: BodyOf<Name>): unknown };
  const plain = new Map<string, unknown>([
    ['f', name],
    ['d', codec.toCbor(body)],
  ]);
  expectTrue(sameBytes(frame, cborX.encode(plain)), `encoding ${name}`);
  const again = decodeMessage(frame, fullNodes).body as BodyOf<MessageName>;
  expectTrue(sameBytes(frame, encodeMessage(name as MessageName, again)), `decoding ${name}`);
  progress(`${name}, a frame of ${frame.length} bytes`);
  const rate = (call: () => unknown) => () => callsPerSecond(call, BATCH_MS);
  const samples = await interleave(
    {
      encode: rate(() => encodeMessage(name as MessageName, body as BodyOf<MessageName>)),
      plainEncode: rate(() => cborX.encode(plain)),
      decode: rate(() => decodeMessage(frame, fullNodes)),
      plainDecode: rate(() => cborX.decode(frame)),
      hash: rate(() => createHash('sha256').update(frame).digest()),
    },
    { rounds: runs, warmUp: WARM_UP },
  );
  const alone = (rates: readonly number[]) => peer('cbor-x alone', median(rates));
  // cbor-x copies a block or points at it, and looks at nothing inside; a hash has to read every byte of it.
  const hash = frame.length < BLOCK_BYTES ? [] : [peer('SHA-256 of the frame', median(samples.hash))];
  const row = (id: string, label: string) => ({ id: `${name}.${id}`, label: `${name} ${label}`, unit: '/s' }) as const;
  return [
    typical(row('encode', 'encoded'), samples.encode, alone(samples.plainEncode), ...hash),
    typical(row('decode', 'decoded and checked'), samples.decode, alone(samples.plainDecode), ...hash),
  ];
}

async function run(surroundings: Surroundings): Promise<Figure[]> {
  const block = blockWithGenerator(BLOCK_BYTES);
  const tip = { height: 100_000, weight: 1n << 40n, headerHash: hash32('tip') };
  return [
    ...(await compare('new_tip', tip, surroundings)),
    ...(await compare('respond_block', { block }, surroundings)),
  ];
}

export const codec: Benchmark = {
  name: 'codec',
  summary: 'messages per second, new_tip and a block of 1 MB, against cbor-x alone',
  runs: 40,
  run,
};
