import { type ErrorName, type FullBlock, headerHash, type TimestampedPeerInfo } from '@salvia/protocol';
import type { HostileScript, HostileStep } from '@salvia/testkit';
import { type Chains, heights } from '../support/chains.ts';
import { fullNodeSpecs, INTRODUCER, nodeNames, type WorldScenario } from '../support/world.ts';

const NODES = 12;
const startMs = 1_700_000_000_000;
const CHAIN = 8;
const LONGEST_LIST = 1000;

/** Addresses at which nobody is, seen just now. */
const nowhere = (count: number): TimestampedPeerInfo[] =>
  Array.from({ length: count }, (_, index) => ({
    host: `66.${index >> 8}.${index & 255}.1`,
    port: 8444,
    timestamp: BigInt(startMs / 1000),
  }));

export const isNowhere = ({ host }: { readonly host: string }): boolean => host.startsWith('66.');

/** A block that claims to be far above and much heavier than it is. */
function invented(block: FullBlock): FullBlock {
  const data = { ...block.header.data, height: 5_000, weight: 1n << 90n };
  return { ...block, header: { ...block.header, data } };
}

/** A true header, signed by its farmer, with a proof of time that proves nothing: the header's hash does not cover it. */
function forged(block: FullBlock): FullBlock {
  const proofOfTime = block.proofOfTime && {
    ...block.proofOfTime,
    witness: block.proofOfTime.witness.map((byte) => byte ^ 1),
  };
  return { ...block, proofOfTime };
}

type Deeds = Pick<HostileScript, 'steps' | 'answers'>;

/** Announces a block as a new tip, and hands it to whoever asks. */
const offer = (block: FullBlock): Deeds => {
  const { height, weight } = block.header.data;
  return {
    steps: [{ say: 'new_tip', body: { height, weight, headerHash: headerHash(block.header) } }],
    answers: { request_block: [{ say: 'respond_block', body: { block } }] },
  };
};

const tellOf = (peerList: TimestampedPeerInfo[]): HostileStep => ({
  say: 'respond_peers_full_node',
  body: { peerList },
});

/** What each of them does, and what for everybody must ban him. */
export function hostilePeers({ trunk }: Chains): Readonly<Record<string, Deeds & { readonly earns: ErrorName }>> {
  const [next] = heights(trunk, CHAIN + 1, CHAIN + 1);
  if (next === undefined) throw new Error('the trunk is too short');
  return {
    'the noisy': { steps: [{ noise: 500 }], earns: 'MALFORMED_FRAME' },
    'the senseless': { steps: [{ nonsense: true }], earns: 'MALFORMED_FRAME' },
    'the impostor': {
      steps: [{ say: 'respond_peers', body: { peerList: nowhere(10) } }],
      earns: 'FUNCTION_NOT_ALLOWED',
    },
    'the poisoner': { steps: [tellOf(nowhere(LONGEST_LIST + 1))], earns: 'INVALID_BODY' },
    'the boaster': { ...offer(invented(next)), earns: 'INVALID_PLOT_SIGNATURE' },
    'the forger': { ...offer(forged(next)), earns: 'INVALID_POT' },
  };
}

/** Stays within the rules of gossip, and tells of nobody but those who do not exist. Nothing to ban him for. */
const gossip: Deeds = { steps: [tellOf(nowhere(LONGEST_LIST)), ...nowhere(60).map((peer) => tellOf([peer]))] };

const LIAR = 'the liar';

/** Each hostile peer gets hold of each node, while blocks go on to be found. */
export function hostile(chains: Chains): WorldScenario {
  const names = nodeNames(NODES);
  const found = heights(chains.trunk, CHAIN + 1, CHAIN + 3);
  return {
    seed: 'hostile',
    startMs,
    links: { usual: { latencyMs: 80, jitterMs: 40 } },
    nodes: [INTRODUCER, ...fullNodeSpecs(names, heights(chains.trunk, 1, CHAIN))],
    events: [
      ...Object.entries<Deeds>({ ...hostilePeers(chains), [LIAR]: gossip }).map(([name, deeds]) => ({
        atMs: 20_000,
        unleash: name,
        script: { dials: names, againMs: 5_000, ...deeds },
      })),
      ...found.map((mint, index) => ({ atMs: 60_000 + index * 10_000, act: { mint, at: `node ${index + 1}` } })),
    ],
    expect: [
      { that: 'the graph is connected', withinMs: 20_000 },
      { that: 'the hostile are banned by all', fromMs: 20_000, withinMs: 40_000 },
      { that: 'no honest node is banned', fromMs: 60_000, withinMs: 0 },
      { that: 'all follow the chain', fromMs: 80_000, withinMs: 10_000 },
      { that: 'few invented addresses are known', fromMs: 90_000, withinMs: 0 },
      { that: 'no honest node is banned', fromMs: 90_000, withinMs: 0 },
      { that: 'the graph is connected', fromMs: 90_000, withinMs: 0 },
    ],
  };
}
