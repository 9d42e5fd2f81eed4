import type { Chains } from '../support/chains.ts';
import { heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 100;
/** Known to one node only at the beginning. */
export const FIRST_CHAIN = 8;

/** A hundred nodes that start at once and know nothing but an introducer; one of them has a chain. Later a block is found. */
export const largeNetwork = ({ trunk }: Chains): WorldScenario => {
  const [first = '', ...others] = nodeNames(NODES);
  const [found] = heights(trunk, FIRST_CHAIN + 1, FIRST_CHAIN + 1);
  if (found === undefined) throw new Error('the trunk is too short');
  return {
    seed: 'large network',
    startMs: 1_700_000_000_000,
    links: { usual: { latencyMs: 100 } },
    nodes: [INTRODUCER, ...fullNodeSpecs([first], heights(trunk, 1, FIRST_CHAIN)), ...fullNodeSpecs(others)],
    events: [{ atMs: 60_000, act: { mint: found, at: 'node 42' } }],
    expect: [
      { that: 'the graph is connected', withinMs: 60_000 },
      { that: 'all have the same tips', withinMs: 60_000 },
      { that: '95 % have the new block', fromMs: 60_000, withinMs: 2_000 },
      { that: 'all have the new block', fromMs: 60_000, withinMs: 10_000 },
    ],
  };
};
