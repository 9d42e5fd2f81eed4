import { isStorageFailure } from '@salvia/database';
import type { Server } from '@salvia/network';
import type { OutboundMessage } from '@salvia/protocol';
import type { Startable } from '@salvia/service';
import type { NodeState } from '../state.ts';
import { addBlock } from './add-block.ts';
import { askForTips } from './after-sync.ts';
import type { WaitingBlock } from './disconnected.ts';

/** How long to wait for space. */
const retryMs = 10_000;

/**
 * Adds blocks that could not be stored before, and asks for what was announced meanwhile. Those that still have no place
 * are postponed again.
 */
export async function* addPostponed(state: NodeState): AsyncGenerator<OutboundMessage> {
  const blocks: readonly WaitingBlock[] = state.postponed.take();
  for (const { block, sender } of blocks) yield* addBlock(state, block, sender);
  if (state.postponed.size === 0) yield* askForTips(state);
}

/** Tries again what a full disk kept from being stored. */
export function createPostponedRetrier(state: NodeState, server: Server): Startable {
  let end = (): void => undefined;
  const report = (error: unknown): void => {
    if (!isStorageFailure(error)) state.log.error({ err: error }, 'a postponed block failed');
  };
  const look = (): void => {
    if (state.postponed.size > 0 && !state.sync.isSyncing) void server.push(addPostponed(state)).catch(report);
  };
  return {
    name: 'postponed blocks',
    start: async () => {
      end = state.timers.every(retryMs, look);
    },
    stop: async () => end(),
  };
}
