import { type Chains, heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 8;
const SIDE = NODES / 2;
const PARTED_MS = 30_000;
const BLOCK_MS = 1_000;
const HEALED_MS = 100_000;

/** A partition after which the heavier side is so far ahead that the lighter one needs a full sync, from a fork above its LCA. */
export function deepPartition({ trunk, branch, forkHeight }: Chains): WorldScenario {
  const names = nodeNames(NODES);
  const mint = (blocks: Chains['trunk'], at: string) =>
    blocks.map((block, index) => ({ atMs: PARTED_MS + (index + 1) * BLOCK_MS, act: { mint: block, at } }));
  return {
    seed: 'deep partition',
    startMs: 1_700_000_000_000,
    links: { usual: { latencyMs: 80, jitterMs: 40, lossRate: 0.01 } },
    nodes: [INTRODUCER, ...fullNodeSpecs(names, heights(trunk, 1, forkHeight))],
    events: [
      { atMs: PARTED_MS, part: [names.slice(0, SIDE), names.slice(SIDE)], breaks: true },
      ...mint(heights(trunk, forkHeight + 1, trunk.length), 'node 1'),
      ...mint(branch, 'node 8'),
      { atMs: HEALED_MS, heal: true },
    ],
    expect: [
      { that: 'the graph is connected', withinMs: PARTED_MS },
      { that: 'all follow the heavier side', fromMs: HEALED_MS, withinMs: 90_000 },
      { that: 'the lighter side has left its blocks', fromMs: HEALED_MS, withinMs: 90_000 },
    ],
  };
}
