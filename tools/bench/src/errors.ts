export type BenchErrorCode = 'BAD_OPTION' | 'UNKNOWN_BENCHMARK' | 'WRONG_RESULT' | 'UNAVAILABLE';

/** Why a benchmark was not run, or its times are worthless. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
  readonly code: BenchErrorCode;

  constructor(code: BenchErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  /** 2: the command line was at fault. */
  get exitCode(): number {
    return this.code === 'BAD_OPTION' || this.code === 'UNKNOWN_BENCHMARK' ? 2 : 1;
  }
}

/** The time of something that gave the wrong answer is not reported. */
export function expectTrue(holds: boolean, what: string): void {
  if (!holds) throw new BenchError('WRONG_RESULT', `${what}: the result is wrong, so its time means nothing`);
}
