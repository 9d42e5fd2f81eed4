import type { Findings } from './finding.ts';
import type { OnProgress } from './progress.ts';
import { isDamage, type Raw, tryRead } from './rows.ts';

/** Lines that SQLite may say of one table. */
const LINES = 20;

/**
 * SQLite's own check of every page, table by table: trees, indexes, types and rules of the schema. The table of the schema
 * stands for the pages that belong to none.
 */
export async function checkPages(raw: Raw, findings: Findings, onProgress: OnProgress): Promise<void> {
  const tables = ['sqlite_schema', ...tablesIn(raw)];
  for (const [done, table] of tables.entries()) {
    onProgress({ phase: 'pages', done, total: tables.length });
    await new Promise((resolve) => setImmediate(resolve));
    for (const line of complaints(raw, table)) findings.add('PAGES_DAMAGED', `${table}: ${line}`);
  }
  onProgress({ phase: 'pages', done: tables.length, total: tables.length });
}

function tablesIn(raw: Raw): string[] {
  const query = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";
  const found = tryRead(() => raw.prepare<[], { name: string }>(query).all());
  return 'value' in found ? found.value.map(({ name }) => name) : [];
}

function complaints(raw: Raw, table: string): string[] {
  try {
    const rows = raw.pragma(`integrity_check("${table.replaceAll('"', '""')}")`) as { integrity_check: string }[];
    const lines = rows.flatMap(({ integrity_check }) => integrity_check.split('\n'));
    return lines.filter((line) => line !== 'ok' && !line.startsWith('***')).slice(0, LINES);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return [(error as Error).message];
  }
}
