import { type Chains, heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 8;

/** A node with nothing but genesis joins a network whose chain is far too long for a short sync, over lossy lines. */
export const farBehind = ({ trunk }: Chains): WorldScenario => {
  const top = trunk.length - 1;
  const [last] = trunk.slice(top);
  if (last === undefined) throw new Error('there is no trunk');
  return {
    seed: 'far behind',
    startMs: 1_700_000_000_000,
    links: { usual: { latencyMs: 80, jitterMs: 40, lossRate: 0.01 } },
    nodes: [INTRODUCER, ...fullNodeSpecs(nodeNames(NODES), heights(trunk, 1, top))],
    events: [
      { atMs: 30_000, join: fullNodeSpecs(['newcomer']) },
      { atMs: 120_000, act: { mint: last, at: 'node 1' } },
    ],
    expect: [
      { that: 'the graph is connected', withinMs: 30_000 },
      { that: 'the newcomer has caught up', fromMs: 30_000, withinMs: 90_000 },
      { that: 'all have the next block', fromMs: 120_000, withinMs: 10_000 },
    ],
  };
};
