import { setTimeout as sleep } from 'node:timers/promises';
import { type JsonValue, type RpcClient, RpcClientError } from '@salvia/service';
import { CliError } from '../cli-error.ts';
import { printResult, type ResultOptions } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { createSyncBar } from './sync-bar.ts';
import { describeEnd, describeSync, type SyncView } from './sync-view.ts';

const everyMs = 1000;

/**
 * How far a full node is in catching up: on a terminal a bar that follows until the sync is over or Ctrl-C, elsewhere one
 * line, or JSON.
 */
export async function showSync(terminal: Terminal, client: RpcClient, options: ResultOptions): Promise<void> {
  const view = await read(client);
  const last = terminal.isTTY && !options.json ? await follow(terminal, client, view) : view;
  const isOver = view.state !== 'idle' && last.state === 'idle';
  printResult(terminal, options, last as unknown as JsonValue, () => [
    isOver ? describeEnd(view, last) : describeSync(last),
  ]);
}

async function read(client: RpcClient): Promise<SyncView> {
  return client.get<SyncView>('/sync').catch((error: unknown) => {
    const isOther = error instanceof RpcClientError && error.code === 'NOT_FOUND';
    throw isOther ? new CliError('FAILED', `${client.url} is no full node: it has nothing to sync`) : error;
  });
}

/** @returns what there was at the end */
async function follow(terminal: Terminal, client: RpcClient, first: SyncView): Promise<SyncView> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const bar = await createSyncBar(terminal);
  try {
    let view = first;
    while (view.state !== 'idle' && !interrupted.signal.aborted) {
      bar.show(view);
      await sleep(everyMs, undefined, { signal: interrupted.signal }).catch(() => undefined);
      if (!interrupted.signal.aborted) view = await read(client);
    }
    return view;
  } finally {
    bar.stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
