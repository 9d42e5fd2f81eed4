/** 1: it failed, or what was checked is not valid; 2: the command line is wrong. */
const EXIT_CODES = { FAILED: 1, INVALID: 1, UNREACHABLE: 1, USAGE: 2 } as const;

export type CliErrorCode = keyof typeof EXIT_CODES;

/** A failure that its user can act on, in one line. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get exitCode(): number {
    return EXIT_CODES[this.code];
  }
}
