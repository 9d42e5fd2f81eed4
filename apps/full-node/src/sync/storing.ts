import { isStorageFailure } from '@salvia/database';
import type { SyncRun } from './context.ts';

/** How long a sync waits for space before it tries again. */
export const storageRetryMs = 10_000;

/**
 * Does what writes to the database; while there is no space the sync pauses, says so, and tries again. After the end of the
 * run the failure is thrown.
 */
export async function storing<T>(run: SyncRun, work: () => T | Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isStorageFailure(error) || run.signal.aborted) throw error;
      const { code } = error;
      run.log.error({ code, againInMs: storageRetryMs }, 'the sync pauses: the database cannot grow');
      run.progress.failed(code, error.message);
      await run.timers.pause(storageRetryMs, run.signal);
    }
  }
}
