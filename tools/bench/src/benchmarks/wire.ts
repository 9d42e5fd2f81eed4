import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { type Figure, limit, part, peer, single, typical } from '../report/figure.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';
import { Child, type Kind } from './wire/child.ts';
import { costOfOne, type Load } from './wire/load.ts';
import { samples } from './wire/samples.ts';

const WARM_UP = 2;
const PEERS = 50;
const IDLE_PEERS = 200;
const IDLE_LIMIT_MB = 60;

interface Scenario extends Load {
  readonly id: string;
  readonly label: string;
  readonly lines: number;
  readonly against: Kind;
  /** The part of what bare ws does that is wanted. */
  readonly wanted: number;
}

const scenarios = (): Scenario[] => [
  {
    id: 'newTip',
    label: 'new_tip answered with request_block',
    ...{ frame: samples.newTip(), count: 20_000, window: 256 },
    ...{ lines: 1, against: 'bare', wanted: 0.3 },
  },
  {
    id: 'block',
    label: 'respond_block of 1 MB sent back',
    ...{ frame: samples.block(), count: 40, window: 2 },
    ...{ lines: 1, against: 'bare', wanted: 0.5 },
  },
  {
    id: 'broadcast',
    label: `new_tip told to ${PEERS} peers`,
    ...{ frame: samples.toAll(), count: 400, window: 8 },
    ...{ lines: PEERS, against: 'bare-all', wanted: 0.3 },
  },
];

async function withChildren<T>(kinds: readonly Kind[], folder: string, use: (...children: Child[]) => Promise<T>) {
  const children: Child[] = [];
  try {
    for (const kind of kinds) children.push(await Child.start(kind, folder));
    return await use(...children);
  } finally {
    for (const child of children) child.stop();
  }
}

/** The server of a full node and bare ws take turns at the same messages. */
function compare(scenario: Scenario, { runs, folder, progress }: Surroundings): Promise<Figure[]> {
  return withChildren(['node', scenario.against], folder, async (...children) => {
    progress(`${scenario.label}, a frame of ${scenario.frame.length} bytes`);
    for (const child of children) for (let i = 0; i < scenario.lines; i++) await child.connect();
    const [node, bare] = children as [Child, Child];
    const taken = await interleave(
      { node: () => costOfOne(node, scenario), bare: () => costOfOne(bare, scenario) },
      { rounds: runs, warmUp: WARM_UP },
    );
    return figuresOf(scenario, taken);
  });
}

function figuresOf({ id, label, wanted }: Scenario, { node, bare }: Record<'node' | 'bare', number[]>): Figure[] {
  const perSecond = (costs: readonly number[]) => costs.map((ms) => 1000 / ms);
  const micros = (costs: readonly number[]) => costs.map((ms) => ms * 1000);
  const limitMicros = median(micros(bare)) / wanted;
  const share = median(perSecond(node)) / median(perSecond(bare));
  return [
    typical({ id: `${id}.perSecond`, label, unit: '/s' }, perSecond(node), peer('bare ws', median(perSecond(bare)))),
    single({ id: `${id}.ratioToBare`, label: `${label}: rate beside bare ws`, unit: 'share' }, share),
    typical({ id: `${id}.micros`, label: `${label}: computing time`, unit: 'µs' }, micros(node), limit(limitMicros)),
  ];
}

async function idlePeers(kind: 'node' | 'node-tls', { folder, progress }: Surroundings): Promise<number> {
  return withChildren([kind], folder, async (...children) => {
    const [child] = children as [Child];
    progress(`${IDLE_PEERS} peers that say nothing (${kind === 'node' ? 'ws' : 'TLS'})`);
    const connectAll = async () => {
      for (let i = 0; i < IDLE_PEERS; i++) await child.connect();
      return (await child.account(true)).resident;
    };
    // The first ones bring in what is there once, and the room that a young process has too much of goes.
    const before = await connectAll();
    return ((await connectAll()) - before) / 1e6;
  });
}

async function run(surroundings: Surroundings): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of scenarios()) figures.push(...(await compare(scenario, surroundings)));
  const label = `memory for ${IDLE_PEERS} idle peers`;
  const plain = await idlePeers('node', surroundings);
  const secure = await idlePeers('node-tls', surroundings);
  return [
    ...figures,
    single({ id: 'idlePeersMb', label: `${label}, TLS`, unit: 'MB' }, secure, limit(IDLE_LIMIT_MB)),
    single({ id: 'idlePeersPlainMb', label: `${label}, plain ws`, unit: 'MB' }, plain, part('TLS', secure)),
  ];
}

export const wire: Benchmark = {
  name: 'wire',
  summary: 'messages per second through a server, small, large and to 50 peers, against bare ws; memory of idle peers',
  runs: 10,
  run,
};
