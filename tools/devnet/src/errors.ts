export type DevnetErrorCode =
  | 'BAD_OPTION'
  | 'BAD_DATA_DIR'
  | 'ALREADY_RUNNING'
  | 'NOT_RUNNING'
  | 'NO_FREE_PORT'
  | 'SERVICE_FAILED'
  | 'TIMED_OUT'
  | 'STOPPED';

/** A failure of the devnet that its user can act on: one line, and whether the command line was at fault. */
export class DevnetError extends Error {
  override readonly name = 'DevnetError';
  readonly code: DevnetErrorCode;

  constructor(code: DevnetErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get exitCode(): number {
    return this.code === 'BAD_OPTION' ? 2 : 1;
  }
}
