import { DatabaseError, IN_MEMORY } from '@salvia/database';

/**
 * What was changed since a transaction began, as steps that take it back. Stores in memory keep everything in the two
 * collections below, which write their own steps, so that no store has to think of it.
 */
export class Journal {
  readonly #steps: (() => void)[] = [];
  #depth = 0;
  #closed = false;

  /** All of `work` or nothing of it; one within another takes back its own part only. */
  transaction<T>(work: () => T): T {
    this.usable();
    const start = this.#steps.length;
    this.#depth += 1;
    try {
      return work();
    } catch (error) {
      while (this.#steps.length > start) this.#steps.pop()?.();
      throw error;
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#steps.length = 0;
    }
  }

  /** For every change; outside a transaction it stands at once. */
  record(takeBack: () => void): void {
    if (this.#depth > 0) this.#steps.push(takeBack);
  }

  usable(): void {
    if (this.#closed) throw new DatabaseError('CLOSED', { path: IN_MEMORY });
  }

  close(): void {
    this.#closed = true;
  }
}

/** What a rule of the schema would refuse. */
export function refuse(cause: string): never {
  throw new DatabaseError('CONSTRAINT', { path: IN_MEMORY, cause });
}
