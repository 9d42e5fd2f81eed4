import { type Chains, heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, type Mint, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 12;
const SIDE = NODES / 2;
const PARTED_MS = 40_000;
const HEALED_MS = 200_000;
const BLOCK_MS = 10_000;

type Mints = { readonly atMs: number; readonly act: Mint }[];

/**
 * Two halves of a network are cut off from each other, connections and all, and go on alone: one finds blocks twice as fast
 * as the other. Then the line is back. `heavy` and `light` are what they find.
 */
export function partition({ trunk, branch, forkHeight }: Chains, breaks: boolean): WorldScenario {
  const names = nodeNames(NODES);
  const [left, right] = [names.slice(0, SIDE), names.slice(SIDE)];
  const mint = (blocks: Chains['trunk'], at: string, every: number): Mints =>
    blocks.map((block, index) => ({ atMs: PARTED_MS + (index + 1) * every, act: { mint: block, at } }));
  const heavy = heights(trunk, forkHeight + 1, forkHeight + 2 * branch.length);
  return {
    seed: `partition ${breaks}`,
    startMs: 1_700_000_000_000,
    links: { usual: { latencyMs: 80, jitterMs: 40, lossRate: 0.01 } },
    nodes: [INTRODUCER, ...fullNodeSpecs(names, heights(trunk, 1, forkHeight))],
    events: [
      { atMs: PARTED_MS, part: [left, right], breaks },
      ...mint(heavy, 'node 1', BLOCK_MS),
      ...mint(branch, 'node 7', 2 * BLOCK_MS),
      { atMs: HEALED_MS, heal: true },
    ],
    expect: [
      { that: 'the graph is connected', withinMs: PARTED_MS },
      { that: 'each side has a chain of its own', fromMs: PARTED_MS, withinMs: HEALED_MS - PARTED_MS },
      { that: 'all follow the heavier side', fromMs: HEALED_MS, withinMs: 60_000 },
      { that: 'the lighter side has left its blocks', fromMs: HEALED_MS, withinMs: 60_000 },
      { that: 'the graph is connected', fromMs: HEALED_MS, withinMs: 60_000 },
    ],
  };
}
