import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ProtocolError } from '@salvia/protocol';
import { type Fault, type FetchContext, fetchFromAny, type Wanted } from '../../src/sync/fetch.ts';
import { createFullNodes, type FullNode, type FullNodes } from '../../src/sync/full-nodes.ts';
import type { Reply } from '../../src/sync/questions.ts';
import { fullNodePeer } from '../support/peers.ts';

interface Good {
  readonly value: string;
}

let nodes: FullNodes;
let owner: FullNode;
let other: FullNode;
let accused: [FullNode, string][];
let left: FullNode[];
let isStopped: boolean;
let context: FetchContext;

beforeEach(() => {
  nodes = createFullNodes({ now: () => 0 });
  owner = nodes.joined(fullNodePeer(1));
  other = nodes.joined(fullNodePeer(2));
  accused = [];
  left = [];
  isStopped = false;
  context = {
    nodes,
    accuse(node: FullNode, { code }: ProtocolError) {
      accused.push([node, code]);
      nodes.shun(node.id, 1000);
    },
    leave: (node) => void left.push(node),
    stopped: () => isStopped,
  };
});

/** Each full node's reply; a text that begins with a bang is a lie. */
function wanted(replies: ReadonlyMap<FullNode, Reply<string>>, ownerMust = true): Wanted<string, Good> {
  return {
    name: 'it',
    owner,
    ask: async (node) => replies.get(node) ?? { failure: 'GONE' },
    judge: (body): Good | Fault =>
      body.startsWith('!') ? { fault: 'BAD_ADDITION_ROOT', problem: body } : { value: body },
    ownerMust,
  };
}

describe('what is wanted', () => {
  test('comes from whoever is least busy', async () => {
    owner.asked = 2;
    const replies = new Map([
      [owner, { body: 'owner' }],
      [other, { body: 'other' }],
    ]);
    expect(await fetchFromAny(context, wanted(replies))).toEqual({ value: { value: 'other' }, from: other });
  });

  test('comes from the next one after a lie, and the liar pays', async () => {
    const replies = new Map([
      [owner, { body: '! lie' }],
      [other, { body: 'truth' }],
    ]);
    expect(await fetchFromAny(context, wanted(replies))).toEqual({ value: { value: 'truth' }, from: other });
    expect(accused).toEqual([[owner, 'BAD_ADDITION_ROOT']]);
    expect(nodes.usable()).toEqual([other]);
  });

  test('comes from the next one after an answer to something else, which is a lie too', async () => {
    const replies = new Map<FullNode, Reply<string>>([
      [owner, { failure: 'WRONG' }],
      [other, { body: 'truth' }],
    ]);
    expect(await fetchFromAny(context, wanted(replies))).toEqual({ value: { value: 'truth' }, from: other });
    expect(accused).toEqual([[owner, 'INVALID_BODY']]);
  });

  test.each(['REFUSED', 'LATE', 'GONE'] as const)('comes from the next one where one is %s', async (failure) => {
    const replies = new Map<FullNode, Reply<string>>([
      [owner, { failure }],
      [other, { body: 'truth' }],
    ]);
    expect(await fetchFromAny(context, wanted(replies))).toEqual({ value: { value: 'truth' }, from: other });
    expect(accused).toEqual([]);
  });

  test('is withheld if nobody has it and its owner refuses', async () => {
    const replies = new Map<FullNode, Reply<string>>([
      [owner, { failure: 'REFUSED' }],
      [other, { failure: 'REFUSED' }],
    ]);
    await expect(fetchFromAny(context, wanted(replies))).rejects.toMatchObject({ code: 'WITHHELD' });
    expect(accused).toEqual([[owner, 'BLOCK_WITHHELD']]);
  });

  test('may have gone with a reorganisation, which is nobody to blame for', async () => {
    const replies = new Map<FullNode, Reply<string>>([[owner, { failure: 'REFUSED' }]]);
    await expect(fetchFromAny(context, wanted(replies, false))).rejects.toMatchObject({ code: 'CHANGED' });
    expect(accused).toEqual([]);
  });

  test('is had from nobody if all are silent; whoever is silent too often is left', async () => {
    owner.silences = 3;
    const replies = new Map<FullNode, Reply<string>>([
      [owner, { failure: 'LATE' }],
      [other, { failure: 'LATE' }],
    ]);
    await expect(fetchFromAny(context, wanted(replies))).rejects.toMatchObject({ code: 'NO_ANSWER' });
    expect(left).toEqual([owner]);
  });

  test('is not asked for when the wallet stops', async () => {
    isStopped = true;
    await expect(fetchFromAny(context, wanted(new Map()))).rejects.toMatchObject({ code: 'STOPPED' });
  });
});
