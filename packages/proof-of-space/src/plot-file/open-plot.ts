/** The prover: qualities and proofs of a plot file (proofs A.15). */
import { setImmediate } from 'node:timers/promises';
import { CHALLENGE_BYTES, TABLE_COUNT } from '../constants.ts';
import { ProofOfSpaceError } from '../errors.ts';
import { smallLinePointPair } from '../line-point.ts';
import { toProofOrder } from '../order.ts';
import { challengeTarget, packValues, qualityOfPair } from '../proof.ts';
import { verifyProof } from '../verify.ts';
import { createGate } from './gate.ts';
import { PlotReader } from './reader.ts';

/**
 * Look-ups at work at a time, over all plots of the process. A farm asks all its plots at once; without a bound the
 * reads of all of them would come back in one turn of the event loop and block it.
 */
const lookUp = createGate(2);

/** An open plot. Its methods may run at the same time; each reads what it needs and keeps nothing. */
export interface Plot {
  readonly path: string;
  /** Plot id, 32 bytes. */
  readonly id: Uint8Array;
  readonly k: number;
  /** Whatever was given when the plot was made. */
  readonly memo: Uint8Array;
  /** File size in bytes. */
  readonly size: number;
  /** Number of proofs in the plot, about 2^k. */
  readonly proofs: number;
  /** Quality strings (32 bytes each) of all proofs for a challenge of 32 bytes; empty if there is none. */
  qualities(challenge: Uint8Array): Promise<Uint8Array[]>;
  /** Proof number `index` of `qualities`, 8k bytes in proof order; it has been verified. */
  proof(challenge: Uint8Array, index: number): Promise<Uint8Array>;
  /** Reads the whole file and compares every checksum; throws CORRUPT, WRONG_SIZE or UNREADABLE. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a plot file; throws a `ProofOfSpaceError` of code UNREADABLE, NOT_A_PLOT, UNSUPPORTED_VERSION, WRONG_SIZE or
 * CORRUPT.
 */
export async function openPlot(path: string): Promise<Plot> {
  const reader = await PlotReader.open(path);
  const { plotId, k, memo, tables } = reader.header;
  return {
    path,
    id: plotId,
    k,
    memo,
    size: reader.size,
    proofs: tables[TABLE_COUNT - 1]!.entries,
    qualities: (challenge) => lookUp(() => findQualities(reader, challenge)),
    proof: (challenge, index) => lookUp(() => findProof(reader, challenge, index)),
    check: () => checkParks(reader),
    close: () => reader.close(),
  };
}

async function findQualities(reader: PlotReader, challenge: Uint8Array): Promise<Uint8Array[]> {
  const positions = await findProofs(reader, challenge);
  return Promise.all(positions.map((position) => readQuality(reader, challenge, position)));
}

async function findProof(reader: PlotReader, challenge: Uint8Array, index: number): Promise<Uint8Array> {
  const positions = await findProofs(reader, challenge);
  const position = positions[index];
  if (position === undefined) throw new ProofOfSpaceError('NO_SUCH_PROOF', { index, proofs: positions.length });
  return readProof(reader, challenge, position);
}

async function findProofs(reader: PlotReader, challenge: Uint8Array): Promise<number[]> {
  if (challenge.length !== CHALLENGE_BYTES) {
    const allowed = String(CHALLENGE_BYTES);
    throw new ProofOfSpaceError('BAD_LENGTH', { field: 'challenge', found: challenge.length, allowed });
  }
  return reader.positionsOf(Number(challengeTarget(challenge, reader.header.k)));
}

/** Follows the one path that the last five bits of the challenge select: six line points instead of 63. */
async function readQuality(reader: PlotReader, challenge: Uint8Array, start: number): Promise<Uint8Array> {
  const path = challenge[CHALLENGE_BYTES - 1]!;
  let position = start;
  for (let table = 6; table >= 2; table--) {
    const [high, low] = smallLinePointPair(await reader.linePoint(table, position));
    position = ((path >>> (table - 2)) & 1) === 1 ? high : low;
  }
  const [high, low] = smallLinePointPair(await reader.linePoint(1, position));
  return qualityOfPair(challenge, BigInt(low), BigInt(high), reader.header.k);
}

/** Follows all branches, puts the values into proof order, and checks that the result is a proof. */
async function readProof(reader: PlotReader, challenge: Uint8Array, start: number): Promise<Uint8Array> {
  const { plotId, k } = reader.header;
  let values = [start];
  for (let table = 6; table >= 1; table--) {
    const points = await Promise.all(values.map((position) => reader.linePoint(table, position)));
    values = points.flatMap((point) => {
      const [high, low] = smallLinePointPair(point);
      return [low, high];
    });
  }
  // Two to ten milliseconds of work; the event loop gets a turn before each half of it.
  await setImmediate();
  const proof = packValues(toProofOrder(plotId, k, values.map(BigInt)), k);
  await setImmediate();
  if (verifyProof({ plotId, k, challenge, proof }) === null) {
    throw new ProofOfSpaceError('CORRUPT', { path: reader.path, part: `proof at position ${start}` });
  }
  return proof;
}

async function checkParks(reader: PlotReader): Promise<void> {
  for (const [i, { parkLengths }] of reader.header.tables.entries()) {
    for (let park = 0; park < parkLengths.length; park++) await reader.readPark(i + 1, park);
  }
}
