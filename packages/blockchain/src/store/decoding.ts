import type { Codec } from '@salvia/streamable';
import type { Sql } from './sql.ts';
import { plain } from './values.ts';

/** A decoder of what a row holds; what does not decode is a DatabaseError CORRUPT that names it. */
export function decoding<T>(codec: Codec<T>, sql: Pick<Sql, 'corrupt'>): (bytes: Uint8Array, what: string) => T {
  return (bytes, what) => {
    try {
      return codec.decode(plain(bytes));
    } catch (error) {
      return sql.corrupt(`${what} is not readable: ${(error as Error).message}`);
    }
  };
}
