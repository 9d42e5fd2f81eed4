/**
 * Why an attempt to follow a full node ended early: nobody answers, it does not give what it announced, what it gave is
 * invalid, its chain changed meanwhile, or the wallet stops.
 */
export type SyncErrorCode = 'NO_ANSWER' | 'WITHHELD' | 'INVALID' | 'CHANGED' | 'STOPPED';

export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly code: SyncErrorCode;

  constructor(code: SyncErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
