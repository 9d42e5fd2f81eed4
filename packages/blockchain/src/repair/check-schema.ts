import { IN_MEMORY, openDatabase } from '@salvia/database';
import { migrations } from '../store/migrations.ts';
import type { ChainSchema } from '../store/schema.ts';
import type { Findings } from './finding.ts';
import { type Raw, tryRead } from './rows.ts';

interface SchemaRow {
  readonly name: string;
  readonly sql: string;
}

/** The tables of a chain and the columns that are asked for; what a sync has is no part of it. */
const COLUMNS = {
  headers: 'id, header_hash, parent_id, height, timestamp, weight, total_iters, min_iters, challenge_hash, proofs_hash',
  blocks: 'id, header, block, coin_changes',
  tips: 'position, header_id',
  lca: 'header_id',
  coin_records: 'coin_name, confirmed_index, spent_index, spent, coinbase, puzzle_hash, coin_parent, amount',
  unfinished_blocks: 'rowid, block',
} as const;

/** Whether a table can be asked at all. */
export function isUsable(raw: Raw, table: keyof typeof COLUMNS): boolean {
  return 'value' in tryRead(() => raw.prepare(`select ${COLUMNS[table]} from ${table}`));
}

/**
 * Tables and indexes are those that the file's migrations make: an earlier version's lack some, and a later version's are
 * not its business.
 * @returns whether every table of the chain can be asked
 */
export async function checkSchema(raw: Raw, findings: Findings): Promise<boolean> {
  const applied = migrationsIn(raw);
  const later = applied.filter((name) => !Object.hasOwn(migrations, name));
  if (later.length > 0) {
    findings.add('NEWER_SCHEMA', later.join(', '));
    return false;
  }
  const [found, expected] = [schemaOf(raw), await expectedSchema(applied)];
  for (const [name, sql] of expected)
    if (found.get(name) !== sql)
      findings.add('SCHEMA_DAMAGED', found.has(name) ? `${name} is different` : `no ${name}`);
  for (const name of found.keys()) if (!expected.has(name)) findings.add('SCHEMA_DAMAGED', `an unknown ${name}`);
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).every((table) => isUsable(raw, table));
}

/** Statements by the names of what they make. */
function schemaOf(raw: Raw): Map<string, string> {
  const query = 'select name, sql from sqlite_schema where sql is not null order by name';
  const rows = tryRead(() => raw.prepare<[], SchemaRow>(query).all());
  return new Map('value' in rows ? rows.value.map(({ name, sql }) => [name, sql]) : []);
}

/** What those migrations make, or all if none is named. */
async function expectedSchema(applied: readonly string[]): Promise<Map<string, string>> {
  const named = Object.entries(migrations).filter(([name]) => applied.includes(name));
  const wanted = named.length > 0 ? Object.fromEntries(named) : migrations;
  const { raw, close } = await openDatabase<ChainSchema>({ path: IN_MEMORY, migrations: wanted });
  const schema = schemaOf(raw);
  await close();
  return schema;
}

function migrationsIn(raw: Raw): string[] {
  const applied = tryRead(() => raw.prepare<[], { name: string }>('select name from kysely_migration').all());
  const names = 'value' in applied ? applied.value.map(({ name }) => name) : [];
  return names.filter((name) => /^\d{4}-/.test(name));
}
