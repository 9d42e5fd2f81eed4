import { decimal, hexBytes, type RpcRouter } from '@salvia/service';
import { z } from 'zod';
import { SYNC_STATES, type SyncStatus } from '../sync/status.ts';

const syncView = z.object({
  state: z.enum(SYNC_STATES),
  target: z
    .object({ height: z.int(), headerHash: hexBytes(), weight: decimal() })
    .nullable()
    .describe('the tip to sync to; null while idle and before one is chosen'),
  forkHeight: z.int().nullable().describe("the last height that the target's chain shares with ours"),
  headerHeight: z.int().nullable().describe('headers are validated up to here'),
  blockHeight: z.int().nullable().describe('blocks are added up to here'),
  blocksPerSecond: z.number().nullable().describe('mean over the last half minute'),
  etaSeconds: z.int().nullable().describe('how long it still takes at that rate'),
  peers: z.int().describe('that are asked'),
  startedAt: z.int().nullable().describe('milliseconds since 1970; null while idle'),
  ignoredAnswers: z.int().describe('since the start of the node, that nobody had asked for'),
  lastFailure: z
    .object({ code: z.string(), message: z.string(), at: z.int().describe('milliseconds since 1970') })
    .nullable()
    .describe('why something in a sync failed, or a sync ended early; kept until the next failure'),
});

/** What `/rpc/state` says of it: null while no sync is under way. */
export const syncInState = z
  .object({ state: z.enum(SYNC_STATES), blockHeight: z.int().nullable(), targetHeight: z.int().nullable() })
  .nullable()
  .describe('null while no sync is under way; more in /rpc/sync');

export function syncSummary(status: SyncStatus): z.input<typeof syncInState> {
  const { state, blockHeight, target } = status;
  return state === 'idle' ? null : { state, blockHeight, targetHeight: target?.height ?? null };
}

/** How far the node is in catching up (sync.md, "States"). */
export function addSyncRoute(rpc: RpcRouter, sync: { status(): SyncStatus }): void {
  rpc.get('/sync', { summary: 'how far a full sync is', response: syncView }, () => {
    const { target, lastFailure, ...status } = sync.status();
    return { ...status, target: target && { ...target }, lastFailure: lastFailure && { ...lastFailure } };
  });
}
