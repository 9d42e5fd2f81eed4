import { BoundedCache } from '../chain/bounded-cache.ts';
import { weightOf } from './weight.ts';

interface Asked {
  /** What the verifier gave. */
  readonly asked: Promise<unknown>;
  /** The same once it is remembered. */
  readonly answer: Promise<unknown>;
}

/** Recent answers, and those that are awaited. A check that broke down is not remembered. */
export class Answers {
  readonly #known: BoundedCache<string, { readonly answer: unknown }>;
  readonly #awaited = new Map<string, Asked>();
  readonly #hurry: (asked: Promise<unknown>) => void;

  /**
   * @param limit bytes, roughly, that answers may take together
   * @param hurry told of what was asked ahead and is wanted now
   */
  constructor(limit: number, hurry: (asked: Promise<unknown>) => void) {
    this.#known = new BoundedCache(limit, ({ answer }) => weightOf(answer));
    this.#hurry = hurry;
  }

  /** @param ahead nobody waits for the answer yet */
  get<T>(key: string, ask: () => Promise<T>, ahead: boolean): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined) return Promise.resolve(known.answer as T);
    const awaited = this.#awaited.get(key);
    if (awaited === undefined) return this.#ask(key, ask);
    if (!ahead) this.#hurry(awaited.asked);
    return awaited.answer as Promise<T>;
  }

  #ask<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const asked = ask();
    const answer = asked.then(
      (found) => {
        this.#awaited.delete(key);
        this.#known.set(key, { answer: found });
        return found;
      },
      (error: unknown) => {
        this.#awaited.delete(key);
        throw error;
      },
    );
    this.#awaited.set(key, { asked, answer });
    return answer;
  }
}
