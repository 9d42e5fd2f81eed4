import { headerHash } from '@salvia/protocol';
import type { HostileScript } from '@salvia/testkit';
import { type Chains, heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 6;
const JOIN_MS = 30_000;

/**
 * A node far behind syncs while its helpers fail it: some announce the chain and then say nothing, the cables of half the
 * others are pulled midway, and for a while it can reach nobody at all.
 */
export function troubledSync({ trunk }: Chains): WorldScenario {
  const top = heights(trunk, trunk.length, trunk.length);
  const [tip] = top;
  if (tip === undefined) throw new Error('there is no trunk');
  const { height, weight } = tip.header.data;
  const names = nodeNames(NODES);
  const staller: HostileScript = {
    dials: ['newcomer'],
    againMs: 500,
    steps: [{ say: 'new_tip', body: { height, weight, headerHash: headerHash(tip.header) } }],
    answers: { request_block: [{ say: 'respond_block', body: { block: tip } }] },
  };
  return {
    seed: 'troubled sync',
    startMs: 1_700_000_000_000,
    links: { usual: { latencyMs: 80, jitterMs: 40, lossRate: 0.01 } },
    nodes: [INTRODUCER, ...fullNodeSpecs(names, trunk)],
    events: [
      { atMs: 20_000, unleash: 'first staller', script: staller },
      { atMs: 20_000, unleash: 'second staller', script: staller },
      { atMs: JOIN_MS, join: fullNodeSpecs(['newcomer']) },
      { atMs: JOIN_MS + 2_500, leave: names.slice(0, NODES / 2), silently: true },
      { atMs: JOIN_MS + 3_000, part: [['newcomer']] },
      { atMs: JOIN_MS + 23_000, heal: true },
    ],
    expect: [
      { that: 'the graph is connected', withinMs: JOIN_MS },
      { that: 'the newcomer has caught up', fromMs: JOIN_MS, withinMs: 180_000 },
    ],
  };
}
