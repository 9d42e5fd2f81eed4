import { setTimeout } from 'node:timers/promises';
import { type Address, addressKey, type IntroducerList } from '@salvia/peer-store';

export interface VettingDependencies {
  readonly list: Pick<IntroducerList, 'unvetted' | 'vetted'>;
  readonly answers: (address: Address) => Promise<boolean>;
  /** Pause between two rounds, in milliseconds. */
  readonly pauseMs: number;
  readonly log: { debug(fields: object, message: string): void };
}

/** Finds out whom others could reach, by dialling back. */
export interface Vetting {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Vets one peer now: a node that has just arrived should not wait for the next round. */
  vet(address: Address): Promise<void>;
}

/** Peers of one round (network 3.5). */
const ROUND = 100;
/** Dialled at the same time in a round: one that does not answer takes three seconds. */
const LANES = 8;
/** Fresh peers vetted at once; the others of a crowd wait for the next round. */
const MAX_PENDING = 50;

export function createVetting({ list, answers, pauseMs, log }: VettingDependencies): Vetting {
  const pending = new Set<string>();
  let ending = new AbortController();
  let running: Promise<void> | null = null;

  async function vet(address: Address): Promise<void> {
    const key = addressKey(address);
    if (pending.has(key) || pending.size >= MAX_PENDING) return;
    pending.add(key);
    try {
      const answered = await answers(address);
      list.vetted(address, answered);
      log.debug({ ...address, answered }, 'vetted a peer');
    } finally {
      pending.delete(key);
    }
  }

  async function round(signal: AbortSignal): Promise<void> {
    const left = list.unvetted(ROUND).values();
    const lane = async (): Promise<void> => {
      for (const address of left) {
        if (signal.aborted) return;
        await vet(address);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  async function loop(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await round(signal);
      await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    name: 'vetting',
    async start() {
      ending = new AbortController();
      running = loop(ending.signal);
    },
    async stop() {
      ending.abort();
      await running;
    },
    vet,
  };
}
