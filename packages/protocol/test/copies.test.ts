import { describe, expect, test } from '@jest/globals';
import { Pieces } from '@salvia/streamable';
import { catalogue, decodeMessage, encodeCbor, encodeMessage, NodeType } from '../src/index.ts';
import { filled } from './support.ts';

const { FULL_NODE } = NodeType;
const filter = filled(7, 100_000);
const frame = () => encodeMessage('request_mempool_transactions', { filter });
const read = (bytes: Uint8Array, constant: boolean): Uint8Array => {
  const { name, body } = decodeMessage(bytes, { to: FULL_NODE, from: FULL_NODE, constant });
  if (name !== 'respond_transaction') throw new Error('another message');
  return body.transaction.coinSolutions[0]?.solution as Uint8Array;
};

/** A transaction whose one solution is an atom of 100,000 bytes. */
const solution = new Uint8Array([0xe1, 0x86, 0xa0, ...filled(9, 100_000)]);
const transaction = {
  coinSolutions: [{ coin: { parentCoinInfo: filled(1), puzzleHash: filled(2), amount: 5n }, solution }],
  aggregatedSignature: new Uint8Array([0xc0, ...filled(0, 95)]),
};
const large = () => encodeMessage('respond_transaction', { transaction });

describe('a large byte string', () => {
  test('in pieces has the bytes of one', () => {
    expect(encodeCbor(new Pieces([filled(1, 3), filled(2, 300)]))).toEqual(
      encodeCbor(new Uint8Array([...filled(1, 3), ...filled(2, 300)])),
    );
    const codec = catalogue.respond_transaction.body;
    const payload = encodeCbor(codec.toCbor({ transaction }));
    expect(large().slice(-payload.length)).toEqual(payload);
  });

  test('is a copy, unless the frame is known never to change', () => {
    const bytes = large();
    const copied = read(bytes, false);
    const shared = read(bytes, true);
    expect([copied.buffer === bytes.buffer, shared.buffer === bytes.buffer]).toEqual([false, true]);
    expect([copied, shared]).toEqual([solution, solution]);
  });

  test('that is the smaller part of its memory is copied all the same, to let the rest go', () => {
    const memory = new Uint8Array(1_000_000);
    const bytes = large();
    memory.set(bytes);
    const copied = read(memory.subarray(0, bytes.length), true);
    expect(copied.buffer).not.toBe(memory.buffer);
    expect(copied).toEqual(solution);
  });

  test('of a frame belongs to nobody else', () => {
    const bytes = frame();
    expect(bytes.buffer).not.toBe(filter.buffer);
    expect(bytes.subarray(-filter.length)).toEqual(filter);
  });
});
