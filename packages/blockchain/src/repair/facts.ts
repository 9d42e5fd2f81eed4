import type { StoredHeader } from '../store/header-store.ts';
import { fromFixed, plain } from '../store/values.ts';
import { type Raw, tryRead } from './rows.ts';

/** A row of the table of headers, of a file in which anything may be anything. */
export type HeaderRow = { readonly id: number } & Readonly<Record<string, unknown>>;

/** `null` for fields that no header can have. */
export function factsOf(row: HeaderRow): StoredHeader | null {
  const { id, parent_id: parentId, height } = row;
  const hashes = [row['header_hash'], row['challenge_hash'], row['proofs_hash']].map((value) => blob(value, 32));
  const integers = [row['timestamp'], row['total_iters'], row['min_iters']].map((value) => blob(value, 8));
  const weight = blob(row['weight'], 16);
  if (!areBlobs(hashes) || !areBlobs(integers) || weight === null) return null;
  if (!isUint32(height) || !(parentId === null || isUint32(parentId))) return null;
  const [headerHash, challengeHash, proofsHash] = hashes as [Uint8Array, Uint8Array, Uint8Array];
  const [timestamp, totalIters, minIters] = integers.map(fromFixed) as [bigint, bigint, bigint];
  const numbers = { height, timestamp, weight: fromFixed(weight), totalIters, minIters };
  return { id, headerHash, parentId, ...numbers, challengeHash, proofsHash };
}

const areBlobs = (values: readonly (Uint8Array | null)[]): values is readonly Uint8Array[] =>
  values.every((value) => value !== null);

export type FactsById = (id: number) => StoredHeader | null;

/** Headers by id; `null` where there is none, or none that can be read. */
export function createFacts(raw: Raw): FactsById {
  const one = raw.prepare<[number], HeaderRow>('select * from headers where id = ?');
  return (id) => {
    const found = tryRead(() => one.get(id));
    return 'value' in found && found.value !== undefined ? factsOf(found.value) : null;
  };
}

function blob(value: unknown, length: number): Uint8Array | null {
  return value instanceof Uint8Array && value.length === length ? plain(value) : null;
}

const isUint32 = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
