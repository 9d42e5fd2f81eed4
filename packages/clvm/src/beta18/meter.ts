import { Stopped } from './stopped.ts';

/** Work that costs nothing may go on this long, in bytes touched, before it counts as too costly; see `Meter.work`. */
const FREE_WORK = 2 ** 26;

/** No value is larger than this: 128 MiB, short of what the engine's integers can hold. Anything larger would cost more
 * than a block may, at two per byte (MAX_BLOCK_COST_CLVM). */
const MAX_VALUE_SIZE = 2 ** 27 - 64;

/**
 * What a run costs so far (consensus appendix A), against what it may cost. Costs are whole numbers up to 2^53 - 1: a
 * larger limit is cut to that.
 */
export class Meter {
  readonly #limit: number;
  #spent = 0;
  #worked = 0;

  constructor(maxCost: bigint) {
    this.#limit = maxCost < BigInt(Number.MAX_SAFE_INTEGER) ? Number(maxCost) : Number.MAX_SAFE_INTEGER;
    if (this.#limit < 0) throw this.#tooCostly();
  }

  get spent(): number {
    return this.#spent;
  }

  /** Adds a cost that is not negative; stops the run if that is more than it may cost. */
  charge(cost: number): void {
    this.#spent += cost;
    if (this.#spent > this.#limit) throw this.#tooCostly();
  }

  /** As `charge`, for costs that are values of the program; negative ones are free (consensus Q12). */
  chargeValue(cost: bigint): void {
    if (cost > BigInt(Number.MAX_SAFE_INTEGER)) throw this.#tooCostly();
    if (cost > 0n) this.charge(Number(cost));
  }

  /**
   * Notes work on so many bytes, before it is done. The rules let a program look at large values again and again nearly
   * for free; an honest block never does. Work that the cost covers is no more than one byte per unit of cost: what goes
   * far beyond that stops the run, as a bound in place of hours (consensus Q12).
   */
  work(bytes: number): void {
    this.#worked += bytes;
    if (this.#worked - this.#spent > FREE_WORK)
      throw new Stopped('BLOCK_COST_EXCEEDS_MAX', 'it works on more than it pays for');
  }

  /** To be called before a value of so many bytes is made. */
  make(bytes: number): void {
    if (bytes > MAX_VALUE_SIZE) throw new Stopped('BLOCK_COST_EXCEEDS_MAX', `a value of ${bytes} bytes is too large`);
  }

  #tooCostly(): Stopped {
    return new Stopped('BLOCK_COST_EXCEEDS_MAX', `it costs more than ${this.#limit}`);
  }
}
