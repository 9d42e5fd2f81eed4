/** `UNAVAILABLE`: this machine or user cannot have namespaces; `COMMAND_FAILED`; `TIMED_OUT`. */
export type NetnsErrorCode = 'UNAVAILABLE' | 'COMMAND_FAILED' | 'TIMED_OUT';

export class NetnsError extends Error {
  override readonly name = 'NetnsError';
  readonly code: NetnsErrorCode;

  constructor(code: NetnsErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
