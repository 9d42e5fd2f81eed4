/** Where this package tells what happens; a pino logger fits. */
export interface Log {
  debug(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Saves what changed: now and then, and once more at the end. */
export interface Autosave {
  touch(): void;
  /** Writes now if anything changed since the last time. */
  save(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export function createAutosave(write: () => Promise<void>, intervalMs: number, log: Log): Autosave {
  let dirty = false;
  let timer: NodeJS.Timeout | undefined;

  async function save(): Promise<void> {
    if (!dirty) return;
    dirty = false;
    try {
      await write();
    } catch (error) {
      dirty = true;
      throw error;
    }
  }

  return {
    touch() {
      dirty = true;
    },
    save,
    start() {
      timer = setInterval(() => {
        save().catch((error: unknown) => log.error({ err: error }, 'cannot save known peers; trying again later'));
      }, intervalMs);
    },
    stop() {
      clearInterval(timer);
      return save();
    },
  };
}
