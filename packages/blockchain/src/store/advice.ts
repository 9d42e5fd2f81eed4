import { DatabaseError } from '@salvia/database';

/** What to do about a damaged chain, for the message of an error. */
export const adviceFor = (path: string): string =>
  `"salvia db check ${path}" says what is damaged, "salvia db rebuild ${path}" saves every block that can be read`;

/** Any error; one of damage says what to do. */
export function advised(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.code !== 'CORRUPT') return error;
  const context = error.context as DatabaseError<'CORRUPT'>['context'];
  return new DatabaseError('CORRUPT', { advice: adviceFor(context.path), ...context });
}
