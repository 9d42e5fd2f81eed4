import { createSql as createPlainSql, type Database, type Sql as PlainSql } from '@salvia/database';
import { advised } from './advice.ts';
import type { ChainSchema } from './schema.ts';

/** Runs what Kysely builds at once, on the connection itself. */
export type Sql = PlainSql<ChainSchema>;

/** Errors of every call are DatabaseErrors; those of damage say what to do. */
export const createSql = (database: Database<ChainSchema>): Sql => createPlainSql(database, advised);
