import { beforeEach, expect, test } from '@jest/globals';
import type { ProtocolError } from '@salvia/protocol';
import type { HeaderRecord } from '@salvia/wallet';
import { createFullNodes, type FullNode } from '../../src/sync/full-nodes.ts';
import { type ListContext, stretches } from '../../src/sync/hash-list.ts';
import { createProgress } from '../../src/sync/progress.ts';
import type { Subject } from '../../src/sync/questions.ts';
import { handTimers } from '../support/hand-timers.ts';
import { fullNodePeer, silent } from '../support/peers.ts';

/** Hash of a block of a branch; the challenge there is the same but for its last byte. */
const hashOf = (height: number, branch: number): Uint8Array => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, height);
  bytes[31] = branch;
  return bytes;
};
const heightOf = (hash: Uint8Array): number => new DataView(hash.buffer, hash.byteOffset).getUint32(0);

/** What the wallet has: our branch up to a height. */
let own: number;
let owner: FullNode;
let asked: number[];
let accused: string[];

beforeEach(() => {
  own = 0;
  asked = [];
  accused = [];
  owner = createFullNodes({ now: () => 0 }).joined(fullNodePeer(1));
});

interface Theirs {
  /** The last block that is ours too; -1: not even genesis. */
  readonly fork: number;
  readonly end: number;
  readonly page: number;
}

function contextFor({ fork, end, page }: Theirs): ListContext {
  const record = (height: number) => ({ height, weight: BigInt(height), challengeHash: hashOf(height, 0) });
  const theirs = (height: number) => hashOf(height, height <= fork ? 0 : 1);
  const asking = {
    async hashes(_node: FullNode, { height, hash }: Subject) {
      asked.push(height);
      const refused = height > fork + 1 || height > end || (fork < 0 && height > 0);
      if (refused) return { failure: 'REFUSED' as const };
      const count = Math.min(page, end - height + 1);
      const hashes = Array.from({ length: count }, (_, index) => theirs(height + index));
      return { body: { startingHeight: height, previousChallengeHash: hash, hashes } };
    },
  };
  return {
    asking: asking as unknown as ListContext['asking'],
    wallet: {
      head: () => record(own) as HeaderRecord,
      headerAtHeight: (height) => (height <= own ? (record(height) as HeaderRecord) : undefined),
      block: (hash) => (hash[31] === 0 && heightOf(hash) <= own ? (record(heightOf(hash)) as HeaderRecord) : undefined),
    },
    genesisChallenge: new Uint8Array(32),
    fetching: {
      nodes: createFullNodes({ now: () => 0 }),
      accuse: (_node: FullNode, { code }: ProtocolError) => void accused.push(code),
      leave: () => undefined,
      stopped: () => false,
    },
    progress: createProgress({ timers: handTimers(), log: silent }),
  };
}

/** Takes each stretch as the sync does: its blocks are ours then. */
async function heightsOf(context: ListContext, end: number): Promise<number[][]> {
  const all: number[][] = [];
  const target = { hash: hashOf(end, 1), height: end, weight: BigInt(end) };
  for await (const stretch of stretches(context, owner, target)) {
    all.push(stretch.map(({ height }) => height));
    own = Math.max(own, stretch.at(-1)?.height ?? 0);
  }
  return all;
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('a list begins at the head, and gives what is unknown', async () => {
  own = 10;
  expect(await heightsOf(contextFor({ fork: 30, end: 30, page: 1000 }), 30)).toEqual([range(11, 30)]);
  expect(asked).toEqual([10]);
});

test('from another branch it is asked from further and further back', async () => {
  own = 200;
  expect(await heightsOf(contextFor({ fork: 100, end: 300, page: 1000 }), 300)).toEqual([range(101, 300)]);
  expect(asked).toEqual([200, 184, 136, 0]);
});

test('a first block that answers our challenge and is another one is not enough', async () => {
  own = 50;
  expect(await heightsOf(contextFor({ fork: 49, end: 80, page: 1000 }), 80)).toEqual([range(50, 80)]);
  expect(asked).toEqual([50, 34]);
});

test('a long list comes in stretches, and a longer one in pages', async () => {
  expect(await heightsOf(contextFor({ fork: 9000, end: 9000, page: 6000 }), 9000)).toEqual([
    range(1, 2500),
    range(2501, 5000),
    range(5001, 5999),
    range(6000, 8499),
    range(8500, 9000),
  ]);
  expect(asked).toEqual([0, 5999]);
});

test('another genesis block is a lie', async () => {
  own = 20;
  const context = contextFor({ fork: -1, end: 30, page: 1000 });
  await expect(heightsOf(context, 30)).rejects.toMatchObject({ code: 'INVALID' });
  expect(accused).toEqual(['INVALID_POSPACE_CHALLENGE']);
});
