import { setImmediate as breathe } from 'node:timers/promises';
import type { BlockCoins } from '@salvia/blockchain';
import { sameBytes } from '@salvia/streamable';
import type { NodeState } from '../state.ts';

/** Which block a wallet asks about; both must fit. */
export interface BlockId {
  readonly height: number;
  readonly headerHash: Uint8Array;
}

/** What a block of the main chain did to the coins, from the stores; null for any other block (network 3.1.9). */
export async function coinsOnMainChain(
  { chain }: Pick<NodeState, 'chain'>,
  { height, headerHash }: BlockId,
): Promise<BlockCoins | null> {
  const hash = chain.hashAtHeight(height);
  return hash !== null && sameBytes(hash, headerHash) ? chain.blockCoins(headerHash) : null;
}

/** Proofs made before other work gets its turn: each costs some tens of hashes. */
const proofsAtOnce = 100;

/** A coin, or the place of one that is not there, and what surrounds a proof, in bytes of the message at most. */
const COIN_BYTES = 80;
const PROOF_BYTES = 80;

/** What of an answer counts for its size. */
interface Weighed {
  readonly coins: number;
  readonly proofs: readonly (Uint8Array | null)[];
}

const sizeOf = ({ coins, proofs }: Weighed): number =>
  (coins + 1) * COIN_BYTES + proofs.reduce((sum, proof) => sum + PROOF_BYTES + (proof?.length ?? 0), 0);

/**
 * Makes one entry of an answer per thing asked for, as long as they fit a message.
 * @returns null if they do not: whoever asks for that much has to ask in parts
 */
export async function entriesWithin<T extends Weighed>(
  maxBytes: number,
  asked: readonly Uint8Array[],
  entryOf: (value: Uint8Array) => T | Promise<T>,
): Promise<T[] | null> {
  const entries: T[] = [];
  let bytes = 0;
  for (const value of asked) {
    if (entries.length % proofsAtOnce === proofsAtOnce - 1) await breathe();
    const entry = await entryOf(value);
    bytes += sizeOf(entry);
    if (bytes > maxBytes) return null;
    entries.push(entry);
  }
  return entries;
}
