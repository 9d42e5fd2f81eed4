import type { Server } from '@salvia/network';
import { Delivery, type HeaderBlock, NodeType, type OutboundMessage, out } from '@salvia/protocol';
import type { Startable } from '@salvia/service';
import type { NodeState } from '../state.ts';
import { createUncompactBlocks } from './uncompact-blocks.ts';

/** Most blocks in one round (network 3.1.5), and most per second of the interval, which timelords take without complaint. */
const mostAtOnce = 50;
const perSecond = 2;
/** How long to wait for the end of a sync, or for a timelord. */
const retryMs = 30_000;

/** What tells a timelord in sanitizer mode to prove a block's time once more; the others ignore it. */
export function askForCompactProof({ proofOfTime, header }: HeaderBlock): OutboundMessage[] {
  const { challengeHash, numberOfIterations } = proofOfTime;
  const { weight } = header.data;
  return [
    out('challenge_start', NodeType.TIMELORD, Delivery.BROADCAST, { challengeHash, weight }),
    out('proof_of_space_info', NodeType.TIMELORD, Delivery.BROADCAST, {
      challengeHash,
      iterationsNeeded: numberOfIterations,
    }),
  ];
}

export interface CompactBroadcast {
  readonly state: Pick<NodeState, 'chain' | 'timers' | 'log'>;
  readonly server: Pick<Server, 'connections' | 'push'>;
  /** 0: never. */
  readonly intervalSeconds: number;
  /** Whether to wait: a node that syncs has other worries. */
  readonly paused: () => boolean;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly fatal: (error: unknown) => void;
}

/** Asks timelords for compact proofs of time, again and again (network 3.1.5). */
export function createCompactBroadcast(given: CompactBroadcast): Startable {
  const { state, server, intervalSeconds, paused, random, fatal } = given;
  const blocks = createUncompactBlocks(state, random);
  const ending = new AbortController();
  const intervalMs = intervalSeconds * 1000;
  let loop = Promise.resolve();

  const hasTimelord = () => server.connections().some(({ type }) => type === 'TIMELORD');

  async function round(): Promise<number> {
    if (paused() || !hasTimelord()) return Math.min(retryMs, intervalMs);
    const chosen = await blocks.choose(Math.min(mostAtOnce, perSecond * intervalSeconds));
    if (ending.signal.aborted) return 0;
    if (chosen.length > 0) state.log.info({ blocks: chosen.length }, 'asking timelords for compact proofs of time');
    await server.push(chosen.flatMap(askForCompactProof));
    return intervalMs;
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) await state.timers.pause(await round(), ending.signal);
  }

  return {
    name: 'requests for compact proofs',
    start: async () => {
      if (intervalSeconds > 0) loop = run().catch(fatal);
    },
    async stop() {
      ending.abort();
      await loop;
    },
  };
}
