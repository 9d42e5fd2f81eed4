import { type CheckReport, checkDatabase, createVerifier, FINDINGS, type FindingCode } from '@salvia/blockchain';
import { readNetworkFile } from '@salvia/service';
import { CliError } from '../cli-error.ts';
import type { CheckDbOptions } from '../commands/db.ts';
import { printResult } from '../result.ts';
import { formatFields, formatTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { createDbProgress } from './progress.ts';
import { databaseOf } from './target.ts';

/** Checks the database of a chain and says what is wrong with it; one that is not sound is a failure of the command. */
export async function check(terminal: Terminal, file: string | undefined, options: CheckDbOptions): Promise<void> {
  const path = databaseOf(file, options);
  const network = readNetworkFile(options.network);
  const pool = options.full ? createVerifier({ network, threads: options.threads }) : null;
  const progress = await createDbProgress(terminal);
  let report: CheckReport;
  try {
    const full = pool === null ? {} : { full: { pool, nowMs: Date.now() } };
    report = await checkDatabase({ path, network, onProgress: progress.report, ...full });
  } finally {
    progress.stop();
    await pool?.close();
  }
  const { findings, counts, notChecked, ...facts } = report;
  const result = { ...facts, findings: findings.map((each) => ({ ...each })), counts, notChecked: [...notChecked] };
  printResult(terminal, options, result, () => linesOf(report));
  if (report.sound) return;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  throw new CliError('INVALID', `${total} findings; "salvia db rebuild ${path}" saves every block that can be read`);
}

const count = (value: number | null): string => (value === null ? 'not checked' : String(value));

function linesOf({ path, headers, blocks, coins, height, findings, counts, notChecked, sound }: CheckReport): string[] {
  const fields = formatFields([
    ['database', path],
    ['headers', count(headers)],
    ['blocks', count(blocks)],
    ['height', count(height)],
    ['coins', count(coins)],
    ['verdict', sound ? 'sound' : 'damaged'],
  ]);
  if (sound) return fields;
  const codes = Object.entries(counts) as [FindingCode, number][];
  const summary = codes.map(([code, times]) => [code, String(times), FINDINGS[code]]);
  const skipped = notChecked.length === 0 ? [] : ['', `not checked because of the damage: ${notChecked.join(', ')}`];
  const list = findings.map(({ code, detail }) => `${code}  ${detail}`);
  return [...fields, '', ...formatTable(['code', 'findings', 'what it is'], summary), '', ...list, ...skipped];
}
