import { beforeAll, describe, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import type { FullBlock } from '@salvia/protocol';
import type { ScenarioFinding } from '@salvia/testkit';
import { CHURN_TOP, churn } from './scenarios/churn.ts';
import { deepPartition } from './scenarios/deep-partition.ts';
import { farBehind } from './scenarios/far-behind.ts';
import { hostile, hostilePeers, isNowhere } from './scenarios/hostile.ts';
import { FIRST_CHAIN, largeNetwork } from './scenarios/large-network.ts';
import { partition } from './scenarios/partition.ts';
import { smallNetwork } from './scenarios/small-network.ts';
import { troubledSync } from './scenarios/troubled-sync.ts';
import { type Chains, makeChains } from './support/chains.ts';
import { allFollow, bannedHonest, bansOf, hasReached, haveLeft, isConnected } from './support/conditions.ts';
import { report } from './support/report.ts';
import { type Conditions, fullNodesOf, play, type WorldScenario } from './support/world.ts';

let chains: Chains;
beforeAll(async () => {
  await selectBackend();
  chains = await makeChains();
}, 180_000);

const atHeight = (height: number): FullBlock => chains.trunk[height - 1] as FullBlock;

/** Runs a scenario and shows what it found. Whatever happens in it, honest nodes do not ban each other. */
async function run(scenario: WorldScenario, holds: Conditions): Promise<readonly ScenarioFinding[]> {
  const played = await play(chains.network, scenario, {
    'the graph is connected': isConnected,
    'no honest node is banned': (world) => bannedHonest(world, scenario).length === 0,
    ...holds,
  });
  const { findings, simulation } = played;
  report(expect.getState().currentTestName ?? '', played);
  expect(bannedHonest(simulation, scenario)).toEqual([]);
  await simulation.close();
  return findings;
}

const late = (findings: readonly ScenarioFinding[]): string[] =>
  findings.filter(({ afterMs }) => afterMs === null).map(({ that }) => that);

test('100 nodes and one introducer: a connected graph and equal tips within 60 s, a block reaches 95 % within 2 s', async () => {
  // What earlier tests left in this process is not the network's.
  const before = process.memoryUsage().rss;
  const findings = await run(largeNetwork(chains), {
    'all have the same tips': allFollow(atHeight(FIRST_CHAIN)),
    '95 % have the new block': hasReached(atHeight(FIRST_CHAIN + 1), 0.95),
    'all have the new block': allFollow(atHeight(FIRST_CHAIN + 1)),
  });
  expect(late(findings)).toEqual([]);
  expect(process.memoryUsage().rss - before).toBeLessThan(2 * 2 ** 30);
}, 300_000);

describe('a network that was cut in two becomes one chain again, and the lighter side is reorganised', () => {
  test.each([
    ['broke', true],
    ['were silent', false],
  ])(
    'when the connections between them %s',
    async (_what, breaks) => {
      const { branch, forkHeight } = chains;
      const heavy = atHeight(forkHeight + 2 * branch.length);
      const light = branch.at(-1) as FullBlock;
      const scenario = partition(chains, breaks);
      const findings = await run(scenario, {
        'each side has a chain of its own': (world) =>
          hasReached(heavy, 0.5)(world) && hasReached(light, 0.5)(world) && !hasReached(light, 0.6)(world),
        'all follow the heavier side': allFollow(heavy),
        'the lighter side has left its blocks': haveLeft(branch),
      });
      expect(late(findings)).toEqual([]);
    },
    120_000,
  );
});

test('a side that is too far behind after a partition for a short sync reorganises in a full one', async () => {
  const findings = await run(deepPartition(chains), {
    'all follow the heavier side': allFollow(atHeight(chains.trunk.length)),
    'the lighter side has left its blocks': haveLeft(chains.branch),
  });
  expect(late(findings)).toEqual([]);
}, 120_000);

test('hostile peers: noise, nonsense, poisoned lists, invented and forged tips are banned by all, honest nodes by none', async () => {
  const peers = Object.entries(hostilePeers(chains));
  const findings = await run(hostile(chains), {
    'the hostile are banned by all': (world) =>
      peers.every(([name, { earns }]) => bansOf(world, name, earns) === fullNodesOf(world).length),
    'all follow the chain': allFollow(atHeight(11)),
    'few invented addresses are known': (world) =>
      fullNodesOf(world).every(({ peerStore }) => [...peerStore.entries()].filter(isNowhere).length <= 30),
  });
  expect(late(findings)).toEqual([]);
}, 120_000);

test('churn: nodes come and go, some without a word, and those who are there have one chain', async () => {
  const findings = await run(churn(chains), { 'all have the last block': allFollow(atHeight(CHURN_TOP)) });
  expect(late(findings)).toEqual([]);
}, 180_000);

test('a node that is 59 blocks behind catches up over lossy lines, and follows from then on', async () => {
  const { trunk } = chains;
  const top = atHeight(trunk.length - 1);
  const findings = await run(farBehind(chains), {
    'the newcomer has caught up': (world) => world.nodes().has('newcomer') && allFollow(top)(world),
    'all have the next block': allFollow(atHeight(trunk.length)),
  });
  expect(late(findings)).toEqual([]);
}, 120_000);

test('a node far behind catches up although its helpers withhold what they announce, lose their cables, and leave it alone', async () => {
  const top = atHeight(chains.trunk.length);
  const findings = await run(troubledSync(chains), {
    'the newcomer has caught up': (world) => world.nodes().has('newcomer') && allFollow(top)(world),
  });
  expect(late(findings)).toEqual([]);
}, 120_000);

test('the same seed gives the same network, to the byte and the millisecond, and another seed another one', async () => {
  const digestOf = async (seed: string): Promise<string> => {
    const { simulation, findings } = await play(chains.network, smallNetwork(chains, seed), {
      'all have the new block': allFollow(atHeight(9)),
    });
    expect(late(findings)).toEqual([]);
    const digest = simulation.trace.digest();
    await simulation.close();
    return digest;
  };
  const [first, again, other] = [await digestOf('one'), await digestOf('one'), await digestOf('two')];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
}, 120_000);
