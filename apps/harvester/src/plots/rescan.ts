import type { Startable } from '@salvia/service';

/**
 * Looks for new plots again and again, with a pause between the end of one look and the begin of the next.
 * `onNew` runs after a look that loaded plots; it may take its time, the next look does not wait for it.
 */
export function createRescan(
  pauseMs: number,
  refresh: () => Promise<boolean>,
  onNew: () => void,
  fail: (error: unknown) => void,
): Startable {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async () => {
    try {
      if (await refresh()) onNew();
    } catch (error) {
      fail(error);
    }
    if (!stopped) timer = setTimeout(look, pauseMs);
  };
  return {
    name: 'rescan',
    start: async () => look(),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
