import { expectTrue } from '../../errors.ts';
import { GarbagePeer } from './garbage-peer.ts';
import type { Disturbance } from './run.ts';
import type { Stage } from './stage.ts';

export const hostilities = ['killed', 'stalled', 'garbage'] as const;
export type Hostility = (typeof hostilities)[number];

/** A sync from three peers, one of which is no good from midway on. */
export interface Scenario {
  /** Full nodes among them. */
  readonly honest: number;
  readonly disturbance: Disturbance;
}

const SHORT = 200;

const signalled = (signal: NodeJS.Signals): Scenario => ({
  honest: 3,
  disturbance: { midway: ([first]) => first?.signal(signal) },
});

/** It connects by itself: a peer of the configuration would never be banned. */
function garbageFrom(stage: Stage, name: string): Scenario {
  let peer: GarbagePeer | null = null;
  return {
    honest: 2,
    disturbance: {
      prepare: async () => {
        peer = await GarbagePeer.start(stage, `${name}-garbage`);
      },
      begin: ({ port }) => peer?.dial(port),
      end: async () => {
        const served = (await peer?.served()) ?? 0;
        peer?.end();
        // A short chain may be there before anybody asks this peer.
        expectTrue(served > 0 || stage.height < SHORT, 'serving garbage');
      },
    },
  };
}

export const disturbances: Record<Hostility, (stage: Stage, name: string) => Scenario> = {
  killed: () => signalled('SIGKILL'),
  stalled: () => signalled('SIGSTOP'),
  garbage: garbageFrom,
};
