import { bytesToHex } from '@noble/hashes/utils.js';
import { type Coin, coinName } from '@salvia/protocol';
import { BoundedCache } from '../chain/bounded-cache.ts';
import { rewardCoins } from '../consensus/index.ts';
import type { Findings } from './finding.ts';
import { counter, type OnProgress } from './progress.ts';
import { type Raw, tryRead } from './rows.ts';
import { type BlockRow, readBlock, readChanges } from './stored-block.ts';

/** What a block of the main chain did, by names in hex. */
interface BlockEffects {
  readonly created: ReadonlyMap<string, { readonly coin: Coin; readonly coinbase: boolean }>;
  readonly removed: ReadonlySet<string>;
}

interface CoinRow {
  readonly coin_name: unknown;
  readonly confirmed_index: unknown;
  readonly spent_index: unknown;
  readonly spent: unknown;
  readonly coinbase: unknown;
  readonly puzzle_hash: unknown;
  readonly coin_parent: unknown;
  readonly amount: unknown;
}

/**
 * The records are those that applying every block from genesis to the LCA gives (consensus 9.4): each coin that was created
 * is there, each that was spent is spent where it was, and there are no others.
 * @param chain ids of the main chain by height
 * @returns the number of records, or `null` if damage got in the way
 */
export async function checkCoins(
  raw: Raw,
  chain: Uint32Array,
  findings: Findings,
  onProgress: OnProgress,
): Promise<number | null> {
  const step = counter('coins', chain.length, onProgress);
  const effectsAt = createEffects(raw, chain);
  const record = raw.prepare<[Uint8Array], CoinRow>('select * from coin_records where coin_name = ?');
  const before = findings.total;
  let created = 0;
  let removed = 0;
  for (let height = 0; height < chain.length; height += 1) {
    const effects = effectsAt(height);
    if (effects === null) return null;
    created += effects.created.size;
    removed += effects.removed.size;
    const found = tryRead(() => checkHeight(height, effects, (name) => record.get(Buffer.from(name, 'hex')), findings));
    if ('unreadable' in found) return null;
    await step();
  }
  const counted = tryRead(() => countOf(raw));
  if ('unreadable' in counted) return null;
  const { records, spent } = counted.value;
  if (records !== created || spent !== removed || findings.total > before) searchExtra(raw, effectsAt, findings);
  return records;
}

function createEffects(raw: Raw, chain: Uint32Array): (height: number) => BlockEffects | null {
  const blockOf = raw.prepare<[number], BlockRow>('select * from blocks where id = ?');
  const recent = new BoundedCache<number, BlockEffects>(64);
  return (height) =>
    recent.getOr(height, () => {
      const id = chain[height];
      if (id === undefined) return undefined;
      const found = tryRead(() => blockOf.get(id));
      return 'value' in found && found.value !== undefined ? effectsOf(found.value) : undefined;
    }) ?? null;
}

function effectsOf(row: BlockRow): BlockEffects | undefined {
  const [block, changes] = [readBlock(row), readChanges(row)];
  if ('unreadable' in block || 'unreadable' in changes) return undefined;
  const { additions, removals } = changes.value;
  const created = [
    ...additions.map((coin) => ({ coin, coinbase: false })),
    ...rewardCoins(block.value.header.data).map((coin) => ({ coin, coinbase: true })),
  ];
  return {
    created: new Map(created.map((each) => [bytesToHex(coinName(each.coin)), each])),
    removed: new Set(removals.map(bytesToHex)),
  };
}

function checkHeight(
  height: number,
  { created, removed }: BlockEffects,
  recordOf: (name: string) => CoinRow | undefined,
  findings: Findings,
): void {
  for (const [name, { coin, coinbase }] of created) {
    const row = recordOf(name);
    const where = `coin ${name} of block ${height}`;
    if (row === undefined) findings.add('COIN_MISSING', where);
    else if (!fits(row, coin, height, coinbase)) findings.add('COIN_WRONG', where);
  }
  for (const name of removed) {
    const row = recordOf(name);
    const where = `coin ${name}, spent in block ${height}`;
    if (row === undefined) findings.add('COIN_MISSING', where);
    else if (row.spent !== 1 || row.spent_index !== height) findings.add('COIN_WRONG', where);
  }
}

function fits(row: CoinRow, coin: Coin, height: number, coinbase: boolean): boolean {
  const amount = Buffer.alloc(8);
  amount.writeBigUInt64BE(coin.amount);
  return (
    row.confirmed_index === height &&
    row.coinbase === (coinbase ? 1 : 0) &&
    (row.spent === 1 || (row.spent === 0 && row.spent_index === 0)) &&
    same(row.puzzle_hash, coin.puzzleHash) &&
    same(row.coin_parent, coin.parentCoinInfo) &&
    same(row.amount, amount)
  );
}

function countOf(raw: Raw): { records: number; spent: number } {
  const query = 'select count(*) as records, count(nullif(spent, 0)) as spent from coin_records';
  return raw.prepare<[], { records: number; spent: number }>(query).get() as { records: number; spent: number };
}

/** Records that no block accounts for. */
function searchExtra(raw: Raw, effectsAt: (height: number) => BlockEffects | null, findings: Findings): void {
  const rows = raw.prepare<[], CoinRow>('select * from coin_records order by confirmed_index');
  tryRead(() => {
    for (const { coin_name, confirmed_index, spent, spent_index } of rows.iterate()) {
      const name = coin_name instanceof Uint8Array ? bytesToHex(coin_name) : String(coin_name);
      if (!effectsAt(Number(confirmed_index))?.created.has(name))
        findings.add('COIN_EXTRA', `coin ${name} of block ${String(confirmed_index)}`);
      else if (spent !== 0 && !effectsAt(Number(spent_index))?.removed.has(name))
        findings.add('COIN_WRONG', `coin ${name}, which block ${String(spent_index)} did not spend`);
    }
  });
}

const same = (value: unknown, bytes: Uint8Array): boolean =>
  value instanceof Uint8Array && Buffer.compare(value, bytes) === 0;
