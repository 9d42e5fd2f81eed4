import { classGroup } from '../forms/class-group.ts';
import { square } from '../forms/square.ts';
import { chiavdfSearch } from '../primes/hash-prime.ts';
import { createDiscriminant } from '../schemes/discriminants.ts';

/** Share of the time that is spent first, unmeasured, until the code is compiled. */
const WARM_UP = 0.3;
const BATCH = 16;

/**
 * Squarings per second of this machine, on the calling thread, which is busy for about `ms` milliseconds.
 * @throws VdfError BAD_DISCRIMINANT_BITS
 */
export function calibrate(discriminantBits: number, ms: number): number {
  const group = classGroup(createDiscriminant(chiavdfSearch, new Uint8Array(32), discriminantBits));
  let form = group.initial;
  const run = (duration: number) => {
    const start = performance.now();
    let done = 0;
    do {
      for (let i = 0; i < BATCH; i++) form = square(group, form);
      done += BATCH;
    } while (performance.now() < start + duration);
    return (done * 1000) / (performance.now() - start);
  };
  run(ms * WARM_UP);
  return Math.round(run(ms * (1 - WARM_UP)));
}
