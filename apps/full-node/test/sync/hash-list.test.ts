import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type HashList, memoryStores, type SyncTarget } from '@salvia/blockchain';
import type { HeaderBlock } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { fetchHashList, type HashListLimits, type HashListOptions } from '../../src/sync/hash-list.ts';
import type { Questions } from '../../src/sync/questions.ts';
import { createHandTimers } from '../support/hand-timers.ts';
import { type HeaderChain, headerChain } from '../support/header-chain.ts';

const main = headerChain(200);

/** Our chain; its LCA is at `lca`, one tip at its end. */
function ownChain({ blocks, hashes }: HeaderChain, lca = hashes.length - 1): HashListOptions['chain'] {
  const heightOf = (hash: Uint8Array) => hashes.findIndex((each) => sameBytes(each, hash));
  return {
    sync: memoryStores().sync,
    hashAtHeight: (height) => (height <= lca ? (hashes[height] ?? null) : null),
    headerBlock: async (hash) => blocks[heightOf(hash)] ?? null,
    lca: () => (blocks[lca] as HeaderBlock).header,
    forkPoint(list: HashList) {
      let height = -1;
      while (height + 1 < list.length && heightOf(list.at(height + 1) as Uint8Array) === height + 1) height++;
      return height;
    },
  };
}

/** What peers answer; a name without an entry is silent. */
type Peers = Readonly<Record<string, Partial<Questions>>>;

const pageLength = 30;

/** A peer with a chain whose LCA is some blocks below its tip. */
const peerWith = ({ blocks, hashes }: HeaderChain, lca = hashes.length - 3): Partial<Questions> => ({
  allHeaderHashes: async (_peer, tip) => {
    const height = hashes.findIndex((each) => sameBytes(each, tip));
    return height < 0 ? 'SILENT' : hashes.slice(0, height + 1);
  },
  headerHashesAfter: async (_peer, start, challenge) => {
    const block = start <= lca ? blocks[start] : undefined;
    if (!block || !sameBytes(block.proofOfSpace.challengeHash, challenge)) return 'REFUSED';
    return hashes.slice(start, Math.min(lca + 1, start + pageLength));
  },
  headerBlock: async (_peer, height, hash) =>
    sameBytes(hashes[height] ?? new Uint8Array(), hash) ? (blocks[height] as HeaderBlock) : 'REFUSED',
});

const targetOf = ({ hashes }: HeaderChain, height = hashes.length - 1): SyncTarget => ({
  headerHash: hashes[height] as Uint8Array,
  height,
  weight: BigInt(height + 1),
});

const paged: HashListLimits = { oneMessage: 50, page: 25, walk: 10, walkMs: 60_000 };

function start(chain: HashListOptions['chain'], target: SyncTarget, peers: Peers, limits: HashListLimits = paged) {
  const log: string[] = [];
  const blamed: string[] = [];
  const ask =
    <Name extends 'allHeaderHashes' | 'headerHashesAfter' | 'headerBlock'>(name: Name) =>
    async (peer: string, ...rest: unknown[]) => {
      log.push(`${peer} ${name} ${rest[0] instanceof Uint8Array ? '' : rest[0]}`.trim());
      const answer = peers[peer]?.[name] as ((...all: unknown[]) => Promise<unknown>) | undefined;
      return answer === undefined ? 'SILENT' : answer(peer, ...rest);
    };
  const questions = {
    allHeaderHashes: ask('allHeaderHashes'),
    headerHashesAfter: ask('headerHashesAfter'),
    headerBlock: ask('headerBlock'),
  } as unknown as Questions;
  if (chain.sync.target() === null) chain.sync.begin(target);
  const fetching = fetchHashList({
    chain,
    target,
    questions,
    limits,
    timers: createHandTimers(),
    announcers: () => Object.keys(peers),
    blame: (peer, error) => void blamed.push(`${peer} ${error}`),
  });
  return { log, blamed, fetching };
}

/** What the list has, from its first height on. */
const listed = ({ sync }: HashListOptions['chain'], from = 0): string[] =>
  Array.from({ length: sync.hashCount - from }, (_, index) => bytesToHex(sync.hash(from + index) ?? new Uint8Array()));

const hex = (hashes: readonly Uint8Array[], from = 0, to = hashes.length): string[] =>
  hashes.slice(from, to).map(bytesToHex);

describe('a list in one message', () => {
  const chain = headerChain(40);

  test('is put into the table, and its fork is found', async () => {
    const own = ownChain(headerChain(15, 'own', chain.blocks.slice(0, 12)));
    const { fetching, log, blamed } = start(own, targetOf(chain), { a: peerWith(chain) });
    expect(await fetching).toEqual({ forkHeight: 11, forkHash: chain.hashes[11], server: 'a' });
    expect({ log, blamed, list: listed(own) }).toEqual({
      log: ['a allHeaderHashes'],
      blamed: [],
      list: hex(chain.hashes),
    });
  });

  test('that is silent, short, long, empty, of another tip or of another genesis, is asked of the next peer', async () => {
    const { hashes } = chain;
    const other = headerChain(40, 'other').hashes;
    const gives = (list: readonly Uint8Array[]) => ({ allHeaderHashes: async () => list });
    const own = ownChain(headerChain(1));
    const { fetching, blamed } = start(own, targetOf(chain), {
      silent: {},
      empty: gives([]),
      short: gives(hashes.slice(1)),
      long: gives([...hashes, hashes[0] as Uint8Array]),
      'other tip': gives([...hashes.slice(0, -1), other.at(-1) as Uint8Array]),
      'other genesis': gives([other[0] as Uint8Array, ...hashes.slice(1)]),
      honest: peerWith(chain),
    });
    expect(await fetching).toMatchObject({ forkHeight: 0, server: 'honest' });
    expect(blamed).toEqual(
      ['empty', 'short', 'long', 'other tip', 'other genesis'].map((peer) => `${peer} INVALID_PROTOCOL_MESSAGE`),
    );
  });

  test('is null if nobody gives it', async () => {
    const { fetching, log } = start(ownChain(headerChain(1)), targetOf(chain), { a: {}, b: {} });
    expect(await fetching).toBeNull();
    expect(log).toEqual(['a allHeaderHashes', 'b allHeaderHashes']);
  });

  test('that is complete from an earlier run is not asked for', async () => {
    const own = ownChain(headerChain(15));
    await start(own, targetOf(chain), { a: peerWith(chain) }).fetching;
    const { fetching, log } = start(own, targetOf(chain), { a: peerWith(chain) });
    expect(await fetching).toEqual({ forkHeight: 14, forkHash: chain.hashes[14], server: null });
    expect(log).toEqual([]);
  });
});

describe('a list in pages', () => {
  test('from genesis for a new node: pages to the LCA of the peer, then headers back from the tip', async () => {
    const own = ownChain(headerChain(1));
    const { fetching, log, blamed } = start(own, targetOf(main), { a: peerWith(main, 196) });
    expect(await fetching).toEqual({ forkHeight: 0, forkHash: main.hashes[0], server: 'a' });
    expect(listed(own)).toEqual(hex(main.hashes));
    expect(log).toEqual([
      'a headerHashesAfter 0',
      ...[29, 58, 87, 116, 145].flatMap((height) => [`a headerBlock ${height}`, `a headerHashesAfter ${height}`]),
      'a headerBlock 174',
      'a headerHashesAfter 174',
      ...[199, 198, 197].map((height) => `a headerBlock ${height}`),
    ]);
    expect(blamed).toEqual([]);
  });

  test('from our LCA, if that is on the chain of the peer', async () => {
    const own = ownChain(headerChain(183), 180);
    const { fetching, log } = start(own, targetOf(main), { a: peerWith(main, 196) });
    expect(await fetching).toEqual({ forkHeight: 182, forkHash: main.hashes[182], server: 'a' });
    expect(listed(own, 180)).toEqual(hex(main.hashes, 180));
    expect(log[0]).toBe('a headerHashesAfter 180');
  });

  test('from genesis, if our LCA is on another chain', async () => {
    const own = ownChain(headerChain(183, 'own', main.blocks.slice(0, 100)), 180);
    const { fetching, log } = start(own, targetOf(main), { a: peerWith(main, 196) });
    expect(await fetching).toEqual({ forkHeight: 99, forkHash: main.hashes[99], server: 'a' });
    expect(log.slice(0, 2)).toEqual(['a headerHashesAfter 180', 'a headerHashesAfter 0']);
    expect(listed(own)).toEqual(hex(main.hashes));
  });

  test('from where an earlier run ended', async () => {
    const own = ownChain(headerChain(1));
    own.sync.begin(targetOf(main));
    own.sync.addHashes(0, main.hashes.slice(0, 100));
    const { fetching, log } = start(own, targetOf(main), { a: peerWith(main, 198) });
    expect(await fetching).toMatchObject({ forkHeight: 0, server: 'a' });
    expect(log.slice(0, 2)).toEqual(['a headerBlock 99', 'a headerHashesAfter 99']);
    expect(listed(own)).toEqual(hex(main.hashes));
  });

  test('not from there, if our chain no longer reaches to where that begins', async () => {
    const own = ownChain(headerChain(183, 'own', main.blocks.slice(0, 100)), 90);
    own.sync.begin(targetOf(main));
    own.sync.addHashes(95, main.hashes.slice(95));
    const { fetching, log } = start(own, targetOf(main), { a: peerWith(main, 196) });
    expect(await fetching).toMatchObject({ forkHeight: 99, server: 'a' });
    expect(log[0]).toBe('a headerHashesAfter 90');
    expect(listed(own, 90)).toEqual(hex(main.hashes, 90));
  });

  test('ends at the target, though the peer has more', async () => {
    const own = ownChain(headerChain(1));
    const { fetching, blamed } = start(own, targetOf(main, 100), { a: peerWith(main, 196) });
    expect(await fetching).toMatchObject({ server: 'a' });
    expect({ blamed, list: listed(own) }).toEqual({ blamed: [], list: hex(main.hashes, 0, 101) });
  });

  test('ends with the fork of the target, where that leaves the main chain of the peer', async () => {
    const fork = headerChain(196, 'fork', main.blocks.slice(0, 190));
    const own = ownChain(headerChain(1));
    const pages = { ...peerWith(main, 196), headerBlock: eitherOf(peerWith(main), peerWith(fork)) };
    const { fetching } = start(own, targetOf(fork), { a: pages });
    expect(await fetching).toMatchObject({ server: 'a' });
    expect(listed(own)).toEqual(hex(fork.hashes));
  });

  test('with another genesis: its peer lied', async () => {
    const lie = { ...peerWith(main), headerHashesAfter: async () => headerChain(30, 'other').hashes };
    const { fetching, blamed } = start(ownChain(headerChain(1)), targetOf(main), { liar: lie, a: peerWith(main) });
    expect(await fetching).toMatchObject({ server: 'a' });
    expect(blamed).toEqual(['liar INVALID_PROTOCOL_MESSAGE']);
  });

  test('that never meets the target is of no use; a walk has its bound', async () => {
    const other = headerChain(200, 'other', main.blocks.slice(0, 50));
    const mixed = { ...peerWith(other), headerBlock: eitherOf(peerWith(other), peerWith(main)) };
    const { fetching, log } = start(ownChain(headerChain(1)), targetOf(main), { a: mixed });
    expect(await fetching).toBeNull();
    const walked = log.filter((line) => line.startsWith('a headerBlock 19'));
    expect(walked).toHaveLength(paged.walk);
  });

  test('with a header block whose proof of space is another one: its peer lied', async () => {
    const forged = (block: HeaderBlock): HeaderBlock => ({
      ...block,
      proofOfSpace: { ...block.proofOfSpace, challengeHash: new Uint8Array(32) },
    });
    const honest = peerWith(main);
    const liar = { ...honest, headerBlock: async () => forged(main.blocks[199] as HeaderBlock) };
    const { fetching, blamed } = start(ownChain(headerChain(1)), targetOf(main), { liar, honest });
    expect(await fetching).toMatchObject({ server: 'honest' });
    expect(blamed).toEqual(['liar INVALID_POSPACE_HASH']);
  });
});

/** The header block of whichever has it. */
const eitherOf =
  (one: Partial<Questions>, other: Partial<Questions>): Questions['headerBlock'] =>
  async (...asked) => {
    const first = await one.headerBlock?.(...asked);
    return first === 'REFUSED' || first === undefined ? ((await other.headerBlock?.(...asked)) ?? 'REFUSED') : first;
  };
