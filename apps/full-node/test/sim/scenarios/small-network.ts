import { type Chains, heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 5;
const CHAIN = 8;

/** A bit of everything: nodes that are behind, one that leaves and comes back, lossy lines, noise, a new block. */
export function smallNetwork({ trunk }: Chains, seed: string): WorldScenario {
  const names = nodeNames(NODES);
  const [found] = heights(trunk, CHAIN + 1, CHAIN + 1);
  if (found === undefined) throw new Error('the trunk is too short');
  return {
    seed,
    startMs: 1_700_000_000_000,
    links: { usual: { latencyMs: 80, jitterMs: 40, lossRate: 0.02, breakRate: 0.002 } },
    nodes: [
      INTRODUCER,
      ...fullNodeSpecs(names.slice(0, 2), heights(trunk, 1, CHAIN)),
      ...fullNodeSpecs(names.slice(2)),
    ],
    events: [
      { atMs: 10_000, leave: ['node 2'] },
      { atMs: 12_000, unleash: 'the noisy', script: { dials: names, againMs: 3_000, steps: [{ noise: 100 }] } },
      { atMs: 15_000, join: fullNodeSpecs(['node 2']) },
      { atMs: 25_000, act: { mint: found, at: 'node 1' } },
    ],
    expect: [{ that: 'all have the new block', fromMs: 25_000, withinMs: 30_000 }],
  };
}
