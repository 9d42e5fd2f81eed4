import { bytesToHex } from '@noble/hashes/utils.js';
import type { Timers } from '@salvia/network';
import type { HeaderRecord } from '@salvia/wallet';
import type { FullNode, FullNodes, Lca } from './full-nodes.ts';

export interface Choice {
  readonly node: FullNode;
  readonly lca: Lca;
}

/** Decides which full node to follow: the one with the heaviest announcement that is not known to come to nothing. */
export interface Chooser {
  choose(): Choice | null;
  succeeded(node: FullNode): void;
  /** @returns LIES if it announces the same again and again, and never has it */
  failed(node: FullNode, lca: Lca): 'LATER' | 'LIES';
  caughtUp(): boolean;
  /** Full nodes far behind the wallet that do not move, while others do (a stale common ancestor). */
  stale(): readonly FullNode[];
}

export interface ChooserContext {
  readonly nodes: FullNodes;
  readonly timers: Pick<Timers, 'now'>;
  head(): Pick<HeaderRecord, 'height' | 'weight'>;
}

interface Failures {
  readonly announced: string;
  count: number;
  until: number;
}

/** Attempts for one announcement. */
const MOST_FAILURES = 3;
/** Before the second attempt; the next waits twice as long. */
const FIRST_PAUSE_MS = 2_000;
/** A full node that is so many blocks behind, for so long, is of no use. */
const STALE_BLOCKS = 15;
const STALE_MS = 60_000;

export function createChooser({ nodes, timers, head }: ChooserContext): Chooser {
  const failures = new WeakMap<FullNode, Failures>();
  const keyOf = ({ hash, height, weight }: Lca): string => `${bytesToHex(hash)} ${height} ${weight}`;

  function mayTry(node: FullNode, lca: Lca): boolean {
    const before = failures.get(node);
    return before === undefined || before.announced !== keyOf(lca) || before.until <= timers.now();
  }

  const announcements = (): Choice[] => nodes.usable().flatMap((node) => (node.lca ? [{ node, lca: node.lca }] : []));
  const isBehind = ({ lca }: Choice): boolean => lca.height + STALE_BLOCKS < head().height;

  return {
    choose() {
      const { weight } = head();
      const worth = announcements().filter(({ node, lca }) => lca.weight > weight && mayTry(node, lca));
      return worth.reduce<Choice | null>(
        (best, next) => (best === null || next.lca.weight > best.lca.weight ? next : best),
        null,
      );
    },
    succeeded: (node) => void failures.delete(node),
    failed(node, lca) {
      const announced = keyOf(lca);
      const before = failures.get(node);
      const count = (before?.announced === announced ? before.count : 0) + 1;
      failures.set(node, { announced, count, until: timers.now() + FIRST_PAUSE_MS * 2 ** (count - 1) });
      const goesOn = node.lca !== null && keyOf(node.lca) === announced;
      return goesOn && count >= MOST_FAILURES ? 'LIES' : 'LATER';
    },
    caughtUp() {
      const all = announcements();
      return all.length > 0 && all.every(({ lca }) => lca.weight <= head().weight);
    },
    stale() {
      const all = announcements();
      if (!all.some((choice) => !isBehind(choice))) return [];
      const since = timers.now() - STALE_MS;
      return all.filter((choice) => isBehind(choice) && choice.node.lcaAt <= since).map(({ node }) => node);
    },
  };
}
