interface Waiting<Name> {
  readonly name: Name;
  begin(): void;
  fail(error: unknown): void;
}

/**
 * Does some work at the same time, and lets other work wait: in the order of arrival, but what nobody waits for yet after
 * all that somebody does.
 */
export class CheckQueue<Name> {
  readonly #width: number;
  // In order of insertion, and any of them can be taken out at once.
  readonly #wanted = new Set<Waiting<Name>>();
  readonly #ahead = new Set<Waiting<Name>>();
  readonly #byAnswer = new WeakMap<Promise<unknown>, Waiting<Name>>();
  #working = 0;

  /** @param width how much is done at the same time, at least 1 */
  constructor(width: number) {
    this.#width = width;
  }

  /** @param ahead nobody waits for the answer yet */
  run<T>(name: Name, work: () => Promise<T>, ahead: boolean): Promise<T> {
    if (this.#working < this.#width) return this.#begin(work);
    let waiting: Waiting<Name> | undefined;
    const answer = new Promise<T>((resolve, reject) => {
      waiting = { name, begin: () => void this.#begin(work).then(resolve, reject), fail: reject };
      (ahead ? this.#ahead : this.#wanted).add(waiting);
    });
    if (waiting !== undefined) this.#byAnswer.set(answer, waiting);
    return answer;
  }

  /** Somebody waits now for what `run` gave; it takes its place behind those who do already. */
  hurry(answer: Promise<unknown>): void {
    const waiting = this.#byAnswer.get(answer);
    if (waiting !== undefined && this.#ahead.delete(waiting)) this.#wanted.add(waiting);
  }

  /** Fails all that waits. */
  clear(errorFor: (name: Name) => unknown): void {
    const all = [...this.#wanted, ...this.#ahead];
    this.#wanted.clear();
    this.#ahead.clear();
    for (const waiting of all) waiting.fail(errorFor(waiting.name));
  }

  async #begin<T>(work: () => Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work();
    } finally {
      this.#working -= 1;
      this.#next();
    }
  }

  #next(): void {
    const [next] = this.#wanted.size > 0 ? this.#wanted : this.#ahead;
    if (next === undefined) return;
    this.#wanted.delete(next);
    this.#ahead.delete(next);
    next.begin();
  }
}
