/**
 * `UNREACHABLE`, `BAD_ANSWER` (not what the schemas say), `BAD_REQUEST` (found before it was sent), or the code that the
 * wallet gave, such as `NOT_ENOUGH_FUNDS`.
 */
export class WalletClientError extends Error {
  override readonly name = 'WalletClientError';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
