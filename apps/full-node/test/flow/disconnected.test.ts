import { describe, expect, test } from '@jest/globals';
import { type FullBlock, type Header, headerHash, NodeType, type Peer } from '@salvia/protocol';
import { createDisconnected } from '../../src/flow/disconnected.ts';

const bytes = (length: number, value = 0) => new Uint8Array(length).fill(value);
const infinity = Uint8Array.of(0xc0, ...bytes(95));

function header(height: number, prevHeaderHash: Uint8Array, salt = 0): Header {
  return {
    data: {
      height,
      prevHeaderHash,
      timestamp: 0n,
      filterHash: bytes(32),
      proofOfSpaceHash: bytes(32),
      weight: 0n,
      totalIters: 0n,
      additionsRoot: bytes(32),
      removalsRoot: bytes(32),
      farmerRewardsPuzzleHash: bytes(32),
      totalTransactionFees: 0n,
      poolTarget: { puzzleHash: bytes(32), maxHeight: 0 },
      aggregatedSignature: infinity,
      cost: 0n,
      extensionData: bytes(32, salt),
      generatorHash: bytes(32),
    },
    plotSignature: infinity,
  };
}

const block = (height: number, parent: Uint8Array, salt = 0): FullBlock => ({
  proofOfSpace: {
    challengeHash: bytes(32),
    poolPublicKey: bytes(48),
    plotPublicKey: bytes(48),
    size: 18,
    proof: bytes(0),
  },
  proofOfTime: null,
  header: header(height, parent, salt),
  transactionsGenerator: null,
  transactionsFilter: bytes(0),
});

const peer = (id: number): Peer => ({
  nodeId: bytes(32, id),
  nodeType: NodeType.FULL_NODE,
  host: '127.0.0.1',
  port: 0,
  outbound: false,
});

describe('blocks that wait for their parent', () => {
  test('all children of a parent are taken, each with its own sender, and only once', () => {
    const store = createDisconnected();
    const parent = bytes(32, 9);
    const [first, second, other] = [block(5, parent, 1), block(5, parent, 2), block(5, bytes(32, 8))];
    store.add(first, peer(1));
    store.add(second, peer(2));
    store.add(other, peer(1));
    const taken = store.takeChildren(parent);
    expect(taken.map(({ sender }) => sender?.nodeId[0]).sort()).toEqual([1, 2]);
    expect(store.takeChildren(parent)).toEqual([]);
    expect(store.has(headerHash(other.header))).toBe(true);
    expect(store.has(headerHash(first.header))).toBe(false);
  });

  test('a peer has its share of the room, and there is an end to all of it', () => {
    const store = createDisconnected({ total: 3, perPeer: 2 });
    const added = [
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 4],
      [3, 5],
    ].map(([id = 0, salt = 0]) => store.add(block(5, bytes(32, 7), salt), peer(id)));
    expect(added).toEqual([true, true, false, true, false]);
    expect(store.size).toBe(3);
  });

  test('low blocks are pruned', () => {
    const store = createDisconnected();
    store.add(block(4, bytes(32), 1), null);
    store.add(block(5, bytes(32), 2), null);
    store.pruneBelow(5);
    expect(store.size).toBe(1);
  });
});
