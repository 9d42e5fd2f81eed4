import { FullBlock, headerHash } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { plain } from '../store/values.ts';
import type { Findings } from './finding.ts';
import { type Raw, tryRead } from './rows.ts';

interface PageRow {
  readonly page: number;
  readonly first: number;
  readonly hashes: unknown;
}

interface BlockRow {
  readonly rowid: number;
  readonly header_hash: unknown;
  readonly block: unknown;
}

const HASH = 32;
const PAGE = 1024;

/** What a sync under way has can be read; nothing of it was validated, and a rebuild leaves it out. */
export function checkSync(raw: Raw, findings: Findings): void {
  const report = (problem: string): void => findings.add('SYNC_UNREADABLE', problem);
  // Pages that cannot be read, and tables that are not there, were found before.
  tryRead(() => checkTarget(raw, report));
  tryRead(() => checkHashes(raw, report));
  tryRead(() => checkBlocks(raw, report));
}

function checkTarget(raw: Raw, report: (problem: string) => void): void {
  const rows = raw.prepare<[], { hash: number; weight: number }>(
    'select length(header_hash) as hash, length(weight) as weight from sync_target',
  );
  for (const { hash, weight } of rows.iterate()) if (hash !== HASH || weight !== 16) report('the target of a sync');
}

/** Pages follow each other without a gap. */
function checkHashes(raw: Raw, report: (problem: string) => void): void {
  const rows = raw.prepare<[], PageRow>('select page, first, hashes from sync_hashes order by page');
  let end: number | null = null;
  for (const { page, first, hashes } of rows.iterate()) {
    const length = hashes instanceof Uint8Array ? hashes.length / HASH : 0;
    const fits = Number.isInteger(length) && length > 0 && first + length <= (page + 1) * PAGE;
    const follows = end === null ? Math.floor(first / PAGE) === page : first === end && first === page * PAGE;
    if (!fits || !follows) report(`page ${page} of the hashes of a sync`);
    end = first + Math.floor(length);
  }
}

function checkBlocks(raw: Raw, report: (problem: string) => void): void {
  const rows = raw.prepare<[], BlockRow>('select rowid, header_hash, block from sync_blocks');
  for (const row of rows.iterate()) {
    const problem = problemOf(row);
    if (problem !== null) report(`block ${row.rowid} of a sync: ${problem}`);
  }
}

function problemOf({ header_hash: hash, block }: BlockRow): string | null {
  if (!(hash instanceof Uint8Array) || !(block instanceof Uint8Array)) return 'not a blob';
  try {
    return sameBytes(headerHash(FullBlock.decode(plain(block)).header), plain(hash))
      ? null
      : 'not the hash of its header';
  } catch (error) {
    return (error as Error).message;
  }
}
