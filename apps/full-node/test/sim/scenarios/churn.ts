import { seededRandom } from '@salvia/testkit';
import { type Chains, heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 24;
const CHAIN = 8;
const ROUNDS = 12;
const ROUND_MS = 10_000;
const FIRST_MS = 30_000;
export const CHURN_TOP = CHAIN + ROUNDS;

/** Every ten seconds a node leaves, one in three without a word, a new one comes with an empty chain, and a block is found. */
export function churn({ trunk }: Chains): WorldScenario {
  const random = seededRandom('who leaves');
  const present = nodeNames(NODES);
  const rounds = heights(trunk, CHAIN + 1, CHURN_TOP).flatMap((mint, round) => {
    const atMs = FIRST_MS + round * ROUND_MS;
    const [leaving = ''] = present.splice(Math.floor(random.fraction() * present.length), 1);
    const [coming = ''] = nodeNames(1, NODES + 1 + round);
    const at = present[Math.floor(random.fraction() * present.length)] ?? '';
    present.push(coming);
    return [
      { atMs, leave: [leaving], silently: round % 3 === 0 },
      { atMs: atMs + 1_000, join: fullNodeSpecs([coming]) },
      { atMs: atMs + 2_000, act: { mint, at } },
    ];
  });
  const endMs = FIRST_MS + ROUNDS * ROUND_MS;
  return {
    seed: 'churn',
    startMs: 1_700_000_000_000,
    links: { usual: { latencyMs: 80, jitterMs: 40, lossRate: 0.005, breakRate: 0.0005 } },
    nodes: [INTRODUCER, ...fullNodeSpecs(nodeNames(NODES), heights(trunk, 1, CHAIN))],
    events: rounds,
    expect: [
      { that: 'the graph is connected', withinMs: FIRST_MS },
      { that: 'the graph is connected', fromMs: endMs, withinMs: 30_000 },
      { that: 'all have the last block', fromMs: endMs, withinMs: 60_000 },
    ],
  };
}
