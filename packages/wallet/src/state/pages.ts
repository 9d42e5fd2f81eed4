import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { WalletError } from '../errors.ts';
import type { CoinPage, CoinsQuery, HistoryPage, HistoryQuery } from './api.ts';
import { frozenAbove } from './balance.ts';
import type { WalletCore } from './core.ts';

const DEFAULT_LIMIT = 100;

/** A place in an order by number and hash, as text: what comes before the place may change, what comes after it does not. */
const placeText = (number: number, hash: Uint8Array): string => `${number}-${bytesToHex(hash)}`;

function placeOf(after: string): { readonly number: number; readonly hash: Uint8Array } {
  const [, number, hash] = /^(\d{1,16})-([0-9a-f]{64})$/.exec(after) ?? [];
  if (number === undefined || hash === undefined) throw new WalletError('BAD_PAGE', { after });
  return { number: Number(number), hash: hexToBytes(hash) };
}

/** One row more than asked for tells whether there is a next page. */
function split<T>(rows: T[], limit: number, text: (last: T) => string): { rows: T[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? text(last) : null };
}

export function coinPage(
  core: WalletCore,
  { spendableOnly = false, after, limit = DEFAULT_LIMIT }: CoinsQuery,
): CoinPage {
  const { coins } = core.stores;
  const from = after === undefined ? null : placeOf(after);
  const place = from && { height: from.number, name: from.hash };
  const rows = spendableOnly ? coins.spendable(frozenAbove(core), place, limit + 1) : coins.unspent(place, limit + 1);
  const page = split(rows, limit, ({ confirmedHeight, name }) => placeText(confirmedHeight, name));
  return { coins: page.rows, next: page.next };
}

export function historyPage(
  { stores }: WalletCore,
  { state, after, limit = DEFAULT_LIMIT }: HistoryQuery,
): HistoryPage {
  const from = after === undefined ? null : placeOf(after);
  const place = from && { createdAt: from.number, id: from.hash };
  const rows = stores.transactions.history(state ?? null, place, limit + 1);
  const page = split(rows, limit, ({ createdAt, id }) => placeText(createdAt, id));
  return { transactions: page.rows, next: page.next };
}
