/** Where this package tells what happens; a pino logger fits. */
export interface Log {
  debug(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
