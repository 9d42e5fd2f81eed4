/**
 * The layout of a witness, common to both schemes (proofs B.11, B.12; consensus appendix C.4):
 *
 *     π of the last segment ‖ for every earlier one, the latest first:  u64 iterations ‖ middle ‖ π
 *
 * where the middle is B (33 bytes) today, and was the output form of the segment in 0.12.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { readBigEndian, writeBigEndian } from '../integers/bytes.ts';

const COUNT_SIZE = 8;
export const MAX_WITNESS_TYPE = 255;

export interface InnerSegment {
  iterations: bigint;
  middle: Uint8Array;
  proof: Uint8Array;
}

export interface Witness {
  /** The inner segments in time order, then the iterations left for the last one and its proof. */
  inner: InnerSegment[];
  remaining: bigint;
  lastProof: Uint8Array;
}

export function witnessSize(formSize: number, middleSize: number, witnessType: number): number {
  return formSize + witnessType * (COUNT_SIZE + middleSize + formSize);
}

export function packWitness(inner: readonly InnerSegment[], lastProof: Uint8Array): Uint8Array {
  const parts = inner
    .toReversed()
    .flatMap(({ iterations, middle, proof }) => [writeBigEndian(iterations, COUNT_SIZE) as Uint8Array, middle, proof]);
  return concatBytes(lastProof, ...parts);
}

/** Cuts a witness to pieces; null if its length is wrong or its segments have more iterations than there are. */
export function unpackWitness(
  witness: Uint8Array,
  witnessType: number,
  iterations: bigint,
  formSize: number,
  middleSize: number,
): Witness | null {
  if (!Number.isInteger(witnessType) || witnessType < 0 || witnessType > MAX_WITNESS_TYPE) return null;
  if (witness.length !== witnessSize(formSize, middleSize, witnessType)) return null;
  const inner: InnerSegment[] = [];
  let remaining = iterations;
  for (let offset = formSize; offset < witness.length; offset += COUNT_SIZE + middleSize + formSize) {
    const middle = offset + COUNT_SIZE;
    const proof = middle + middleSize;
    const count = readBigEndian(witness.subarray(offset, middle));
    remaining -= count;
    inner.push({
      iterations: count,
      middle: witness.subarray(middle, proof),
      proof: witness.subarray(proof, proof + formSize),
    });
  }
  if (remaining < 0n) return null;
  return { inner: inner.reverse(), remaining, lastProof: witness.subarray(0, formSize) };
}
