import { FullBlock, type ProofOfTime } from '@salvia/protocol';
import { CoinChanges } from '../store/index.ts';
import { plain } from '../store/values.ts';

/** A row of the table of blocks, of a file in which anything may be anything. */
export interface BlockRow {
  readonly id: number;
  readonly header: unknown;
  readonly block: unknown;
  readonly coin_changes: unknown;
}

export type FinishedBlock = FullBlock & { readonly proofOfTime: ProofOfTime };

export type Readable<T> = { readonly value: T } | { readonly unreadable: string };

export function readBlock({ block }: BlockRow): Readable<FinishedBlock> {
  const read = decode(block, (bytes) => FullBlock.decode(bytes));
  if ('unreadable' in read) return read;
  const { proofOfTime } = read.value;
  return proofOfTime === null ? { unreadable: 'no proof of time' } : { value: { ...read.value, proofOfTime } };
}

export function readChanges({ coin_changes }: BlockRow): Readable<CoinChanges> {
  if (coin_changes === null) return { value: { additions: [], removals: [] } };
  return decode(coin_changes, (bytes) => CoinChanges.decode(bytes));
}

function decode<T>(value: unknown, decoder: (bytes: Uint8Array) => T): Readable<T> {
  if (!(value instanceof Uint8Array)) return { unreadable: 'not a blob' };
  try {
    return { value: decoder(plain(value)) };
  } catch (error) {
    return { unreadable: (error as Error).message };
  }
}
