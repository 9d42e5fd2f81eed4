/** What can go wrong in a service as such; the price is the exit code. */
export const EXIT_CODES = {
  BAD_CONFIG: 2,
  PORT_IN_USE: 1,
  PORT_FORBIDDEN: 1,
  START_FAILED: 1,
  STOP_FAILED: 1,
  UNHANDLED: 1,
  FATAL: 1,
} as const;

export type ServiceErrorCode = keyof typeof EXIT_CODES;

export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: ServiceErrorCode, message: string, context: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.context = context;
  }

  get exitCode(): number {
    return EXIT_CODES[this.code];
  }
}

/** The message of anything thrown, on one line. */
export function oneLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : messageOf(thrown);
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
}

function messageOf(thrown: unknown): string {
  // Errors of another realm (workers, test runners) are not instances of our Error.
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  return String(thrown);
}
