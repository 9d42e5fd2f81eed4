import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  catalogue,
  decodeMessage,
  encodeCbor,
  encodeMessage,
  isMessageName,
  type MessageName,
  PROTOCOL_VERSION,
  readEnvelope,
} from '@salvia/protocol';
import type { CborValue } from '@salvia/streamable';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { fromFields, layoutOf, messageClass } from './codecs.ts';

const schema = z.strictObject({
  kind: z.string(),
  protocol_version: z.string(),
  frame: z.string(),
  classes: z.array(
    z.strictObject({
      module: z.string(),
      class: z.string(),
      function: z.string(),
      other_functions: z.array(z.string()),
      function_from_source: z.boolean(),
      fields: z.array(z.tuple([z.string(), z.string()])),
      instances: z.array(z.strictObject({ fields: z.record(z.string(), z.unknown()), cbor: z.string() })),
    }),
  ),
});

const data = schema.parse(readVector('reference/cbor_messages.json.gz'));

/** Names of handlers or classes that stand in the data for those on the wire (network 2). */
const WIRE_NAMES: Readonly<Record<string, string>> = {
  request_peers_with_peer_info: 'request_peers',
  respond_peers_with_peer_info: 'respond_peers',
  transaction_ack_with_peer_name: 'transaction_ack',
  reject_generator: 'reject_generator_request',
  farm_new_block_protocol: 'farm_new_block',
  reorg_protocol: 'reorg_from_index_to_new_index',
};

/** Functions of the simulator, which devnet controls replace: they have a shape, but no row. */
const WITHOUT_ROW = ['farm_new_block', 'reorg_from_index_to_new_index'];

const envelope = (name: string, payload: CborValue): Uint8Array =>
  encodeCbor(
    new Map([
      ['f', name],
      ['d', payload],
    ]),
  );

/** Decodes as some role that takes the message, from one that may send it. */
function receive(name: MessageName, frame: Uint8Array) {
  const { routes, taker } = catalogue[name];
  const [from, to] = routes[0] as readonly [1, 1];
  return decodeMessage(frame, { to, from: taker === 'handshake' ? null : from, shortestPrograms: true });
}

test('the protocol version is ours', () => {
  expect(data.protocol_version).toBe(PROTOCOL_VERSION);
});

describe.each(data.classes)('$class of $module', (given) => {
  const codec = messageClass(given.module, given.class);
  const name = WIRE_NAMES[given.function] ?? given.function;

  test('has the fields of the reference, and a row in the catalogue', () => {
    expect(layoutOf(codec)).toEqual(given.fields);
    expect(isMessageName(name)).toBe(!WITHOUT_ROW.includes(name));
  });

  test.each(given.instances.map((instance, index) => [index, instance] as const))('instance %i', (_, instance) => {
    const body = fromFields(codec, instance.fields);
    expect(bytesToHex(envelope(given.function, codec.toCbor(body)))).toBe(instance.cbor);
    expect(readEnvelope(hexToBytes(instance.cbor)).name).toBe(given.function);

    if (!isMessageName(name)) return;
    const ours = encodeMessage(name, body as never);
    expect(bytesToHex(ours)).toBe(bytesToHex(envelope(name, codec.toCbor(body))));
    const received = receive(name, ours);
    expect(received.name).toBe(name);
    expect(codec.equals(received.body as never, body)).toBe(true);
  });
});
