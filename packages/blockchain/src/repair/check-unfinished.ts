import { FullBlock } from '@salvia/protocol';
import { plain } from '../store/values.ts';
import type { Findings } from './finding.ts';
import { type Raw, tryRead } from './rows.ts';

/** Unfinished blocks can be read; whether they are valid concerns nobody until they are finished. */
export function checkUnfinished(raw: Raw, findings: Findings): void {
  const rows = raw.prepare<[], { rowid: number; block: unknown }>('select rowid, block from unfinished_blocks');
  // Pages that cannot be read were found before.
  tryRead(() => {
    for (const { rowid, block } of rows.iterate()) {
      const problem = problemOf(block);
      if (problem !== null) findings.add('UNFINISHED_UNREADABLE', `unfinished block ${rowid}: ${problem}`);
    }
  });
}

function problemOf(block: unknown): string | null {
  if (!(block instanceof Uint8Array)) return 'not a blob';
  try {
    FullBlock.decode(plain(block));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
