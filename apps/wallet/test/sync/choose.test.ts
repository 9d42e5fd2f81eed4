import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Chooser, createChooser } from '../../src/sync/choose.ts';
import { createFullNodes, type FullNode, type FullNodes, type Lca } from '../../src/sync/full-nodes.ts';
import { fullNodePeer } from '../support/peers.ts';

const lca = (height: number, weight = BigInt(height)): Lca => ({
  hash: new Uint8Array(32).fill(height),
  height,
  weight,
});

let now: number;
let head: { height: number; weight: bigint };
let nodes: FullNodes;
let chooser: Chooser;
let [one, two]: FullNode[] = [];

beforeEach(() => {
  now = 1_000_000;
  head = { height: 10, weight: 10n };
  nodes = createFullNodes({ now: () => now });
  one = nodes.joined(fullNodePeer(1));
  two = nodes.joined(fullNodePeer(2));
  chooser = createChooser({ nodes, timers: { now: () => now }, head: () => head });
});

const announce = (node: FullNode | undefined, announced: Lca): void =>
  nodes.announced((node as FullNode).peer, announced);

describe('whom to follow', () => {
  test('nobody that is not heavier than the wallet', () => {
    expect(chooser.choose()).toBeNull();
    announce(one, lca(10));
    expect(chooser.choose()).toBeNull();
  });

  test('the heaviest', () => {
    announce(one, lca(12));
    announce(two, lca(11, 20n));
    expect(chooser.choose()?.node).toBe(two);
  });

  test('nobody that is shunned, for that time', () => {
    announce(two, lca(12));
    nodes.shun((two as FullNode).id, 1000);
    expect(chooser.choose()).toBeNull();
    now += 1001;
    expect(chooser.choose()?.node).toBe(two);
  });

  test('somebody else for a while after a failure, unless there is something new', () => {
    announce(one, lca(12));
    announce(two, lca(11));
    expect(chooser.failed(one as FullNode, lca(12))).toBe('LATER');
    expect(chooser.choose()?.node).toBe(two);
    announce(one, lca(13));
    expect(chooser.choose()?.node).toBe(one);
  });

  test('whoever goes on announcing what he never has lies', () => {
    announce(one, lca(12));
    expect(chooser.failed(one as FullNode, lca(12))).toBe('LATER');
    expect(chooser.failed(one as FullNode, lca(12))).toBe('LATER');
    expect(chooser.failed(one as FullNode, lca(12))).toBe('LIES');
  });

  test('whoever changes his mind does not lie', () => {
    announce(one, lca(13));
    for (let times = 0; times < 5; times++) expect(chooser.failed(one as FullNode, lca(12))).toBe('LATER');
  });
});

describe('being caught up', () => {
  test('needs somebody who says so, and nobody who says otherwise', () => {
    expect(chooser.caughtUp()).toBe(false);
    announce(one, lca(10));
    expect(chooser.caughtUp()).toBe(true);
    announce(two, lca(11));
    expect(chooser.caughtUp()).toBe(false);
  });
});

describe('a stale common ancestor', () => {
  test('is one far behind that does not grow, while another full node is not', () => {
    head = { height: 100, weight: 100n };
    announce(one, lca(20));
    announce(two, lca(100));
    expect(chooser.stale()).toEqual([]);
    now += 59_999;
    expect(chooser.stale()).toEqual([]);
    now += 1;
    expect(chooser.stale()).toEqual([one]);
    announce(one, lca(21));
    expect(chooser.stale()).toEqual([]);
    now += 60_000;
    announce(one, lca(20));
    expect(chooser.stale()).toEqual([one]);
  });

  test('is borne where there is nobody else', () => {
    head = { height: 100, weight: 100n };
    announce(one, lca(20));
    now += 100_000;
    expect(chooser.stale()).toEqual([]);
  });
});
