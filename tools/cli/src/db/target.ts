import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { DbOptions } from '../commands/db.ts';

/** What a full node calls the database in its data folder. */
const NAME = 'chain.sqlite';

/** The database that a command line names. */
export function databaseOf(file: string | undefined, { dataDir }: Pick<DbOptions, 'dataDir'>): string {
  if ((file === undefined) === (dataDir === undefined))
    throw new CliError('USAGE', 'name either the database or --data-dir');
  return file ?? join(dataDir as string, NAME);
}
