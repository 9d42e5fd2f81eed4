import { createVerifier, type LostBlock, type RebuildReport, rebuildDatabase } from '@salvia/blockchain';
import { readNetworkFile } from '@salvia/service';
import type { RebuildDbOptions } from '../commands/db.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { createDbProgress } from './progress.ts';
import { databaseOf } from './target.ts';

/** Makes a new database of the blocks of a damaged one, and says what was saved and what was lost. */
export async function rebuild(terminal: Terminal, file: string | undefined, options: RebuildDbOptions): Promise<void> {
  const path = databaseOf(file, options);
  const network = readNetworkFile(options.network);
  const pool = createVerifier({ network, threads: options.threads });
  const progress = await createDbProgress(terminal);
  let report: RebuildReport;
  try {
    const { out } = options;
    const target = { path, network, pool, nowMs: Date.now(), ...(out !== undefined && { out }) };
    report = await rebuildDatabase({ ...target, onProgress: progress.report });
  } finally {
    progress.stop();
    await pool.close();
  }
  const { lost, losses, tipHeights, ...facts } = report;
  const lists = { lost: { ...lost }, losses: losses.map((each) => ({ ...each })), tipHeights: [...tipHeights] };
  printResult(terminal, options, { ...facts, ...lists }, () => linesOf(report));
}

function linesOf({ path, damaged, saved, lost, losses, height }: RebuildReport): string[] {
  const fields = formatFields([
    ['new database', path],
    ['damaged one', damaged ?? 'left where it is'],
    ['blocks saved', String(saved)],
    ['height', String(height)],
    ['unreadable', String(lost.unreadable)],
    ['invalid', String(lost.invalid)],
    ['above a lost one', String(lost.disconnected)],
  ]);
  return losses.length === 0 ? fields : [...fields, '', ...losses.map(lineOf)];
}

function lineOf(loss: LostBlock): string {
  switch (loss.reason) {
    case 'UNREADABLE':
      return `block ${loss.id}: unreadable, ${loss.cause}`;
    case 'INVALID':
      return `block ${loss.id} at height ${loss.height}: invalid, ${loss.error}`;
    case 'DISCONNECTED':
      return `block ${loss.id} at height ${loss.height}: its parent is lost`;
  }
}
