import { concatBytes } from '@noble/hashes/utils.js';
import type { Item } from '../items.ts';
import type { Random } from '../random.ts';

/** A valid frame, taken apart. */
export interface Specimen {
  /** The function that it calls. */
  readonly name: string;
  readonly frame: Uint8Array;
  readonly items: readonly Item[];
}

export interface MutationContext {
  readonly random: Random;
  /** To take parts from. */
  readonly others: readonly Specimen[];
  /** The largest frame that this function may have, in bytes. */
  readonly maxBytes: number;
}

/** Damages a valid frame. */
export type Mutation = (specimen: Specimen, context: MutationContext) => Uint8Array;

/** A frame in which a range is replaced. */
export const replaced = (frame: Uint8Array, start: number, end: number, bytes: Uint8Array): Uint8Array =>
  concatBytes(frame.subarray(0, start), bytes, frame.subarray(end));
