import type { Clock } from '../util/clock.ts';
import type { Dice } from '../util/dice.ts';
import type { Log } from '../util/log.ts';

export interface AutosaveDependencies {
  readonly clock: Clock;
  readonly dice: Dice;
  readonly log: Log;
  /** Writes what has changed, if anything has. */
  readonly write: () => Promise<void>;
}

/** Writes now and then, and once more at the end. */
export interface Autosave {
  /** Writes now, after a write that is under way. */
  save(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** @param intervalMs the shortest time between two writes; the longest is twice that (network 5.7 item 1) */
export function createAutosave({ clock, dice, log, write }: AutosaveDependencies, intervalMs: number): Autosave {
  let cancel = (): void => undefined;
  let last: Promise<void> = Promise.resolve();

  function save(): Promise<void> {
    const saved = last.then(write);
    last = saved.catch(() => undefined); // its caller hears of it
    return saved;
  }

  function schedule(): void {
    cancel = clock.after(intervalMs * (1 + dice.fraction()), () => {
      save().catch((error: unknown) => log.error({ err: error }, 'cannot save known peers; trying again later'));
      schedule();
    });
  }

  return {
    save,
    start: schedule,
    stop() {
      cancel();
      return save();
    },
  };
}
