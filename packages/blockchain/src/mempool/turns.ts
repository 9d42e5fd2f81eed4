/** How much is done at the same time, and how much may wait for it. */
export interface TurnLimits {
  readonly atOnce: number;
  readonly waiting: number;
  readonly waitingBytes: number;
}

/** Lets only so many work at the same time; others wait in order of arrival, and if too many do, more are turned away. */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #waiting: { readonly bytes: number; readonly begin: () => void }[] = [];
  #working = 0;
  #waitingBytes = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** Whether work of that size would be turned away. */
  isFull(bytes: number): boolean {
    const { atOnce, waiting, waitingBytes } = this.#limits;
    if (this.#working < atOnce) return false;
    return this.#waiting.length >= waiting || this.#waitingBytes + bytes > waitingBytes;
  }

  /** Does some work when it is its turn; `null` if it is turned away. */
  run<T>(bytes: number, work: () => Promise<T>): Promise<T> | null {
    if (this.isFull(bytes)) return null;
    return this.#turn(bytes)
      .then(work)
      .finally(() => this.#end());
  }

  #turn(bytes: number): Promise<void> {
    if (this.#working < this.#limits.atOnce) {
      this.#working++;
      return Promise.resolve();
    }
    this.#waitingBytes += bytes;
    return new Promise((begin) => {
      this.#waiting.push({ bytes, begin });
    });
  }

  /** The turn goes to whoever waits the longest. */
  #end(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#working--;
      return;
    }
    this.#waitingBytes -= next.bytes;
    next.begin();
  }
}
