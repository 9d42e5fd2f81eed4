export type { Generated, Kysely, Migration, Transaction } from 'kysely';
export { DatabaseError, type DatabaseErrorCode, type DatabaseErrorContext, isStorageFailure } from './errors.ts';
export { type Inspection, inspectDatabase } from './inspect.ts';
export { type Database, IN_MEMORY, type OpenOptions, openDatabase } from './open.ts';
export type { Durability } from './pragmas.ts';
export { createSql, type Sql } from './sql.ts';
export { toDatabaseError } from './translate.ts';
export { fromFixed, plain, uint64, uint128 } from './values.ts';
