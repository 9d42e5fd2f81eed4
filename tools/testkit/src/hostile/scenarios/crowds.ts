import { newIdentity } from '@salvia/network';
import { openLine } from '../line.ts';
import { HostilePeer } from '../peer.ts';
import type { Scenario } from '../scenario.ts';

const CROWD = 1000;
/** Connections that one address may have. */
const PER_ADDRESS = 8;
/** Connections that are being opened at the same time. */
const AT_ONCE = 20;

/** Many lines from one address. */
export const crowds: readonly Scenario[] = [
  {
    name: `opens ${CROWD} connections, each with an id of its own, and keeps what it gets`,
    outcome: { banned: 'ADDRESS_LIMIT_REACHED', keeps: PER_ADDRESS },
    attack: async (stage) => {
      let left = CROWD;
      const openInTurn = async (): Promise<void> => {
        const identity = await newIdentity('peer');
        for (; left > 0; left--) await HostilePeer.greet(stage, { identity });
      };
      await Promise.all(Array.from({ length: AT_ONCE }, openInTurn));
    },
  },
  {
    name: `opens ${CROWD} lines at once, and says nothing on them`,
    outcome: { banned: 'ADDRESS_LIMIT_REACHED' },
    attack: async (stage) => {
      const lines = await Promise.all(Array.from({ length: CROWD }, () => openLine(stage)));
      for (const line of lines) line.destroy();
    },
  },
];
