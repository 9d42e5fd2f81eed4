import { setImmediate } from 'node:timers/promises';
import { bls } from '@salvia/bls';
import type { MempoolItem } from './item.ts';

/** Parts of a sum; adding one signature takes some 100 µs, most of it for making sure that it is a point. */
const PARTS = 32;

interface PartialSum {
  /** The names of what is in it. */
  readonly of: string;
  readonly sum: Uint8Array;
}

/**
 * Aggregates signatures again and again over sets that change little. They are added up in parts, by their bundles'
 * names, and a part that has not changed is not added up again.
 */
export class SignatureSums {
  readonly #parts: (PartialSum | undefined)[] = [];

  /** @param items at least one */
  of(items: readonly MempoolItem[]): Uint8Array {
    return bls().aggregate(partsOf(items).flatMap((part, at) => (part.length === 0 ? [] : [this.#part(at, part)])));
  }

  /** Adds up what will be asked for, and lets other work in between. */
  async prepare(items: readonly MempoolItem[]): Promise<void> {
    for (const [at, part] of partsOf(items).entries()) {
      if (part.length === 0) continue;
      this.#part(at, part);
      await setImmediate();
    }
  }

  #part(at: number, items: readonly MempoolItem[]): Uint8Array {
    const of = items
      .map(({ key }) => key)
      .sort()
      .join();
    const known = this.#parts[at];
    if (known?.of === of) return known.sum;
    const sum = bls().aggregate(items.map(({ bundle }) => bundle.aggregatedSignature));
    this.#parts[at] = { of, sum };
    return sum;
  }
}

function partsOf(items: readonly MempoolItem[]): MempoolItem[][] {
  const parts: MempoolItem[][] = Array.from({ length: PARTS }, () => []);
  for (const item of items) parts[(item.name[0] as number) % PARTS]?.push(item);
  return parts;
}
