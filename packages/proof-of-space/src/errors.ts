/** What each error code carries. */
export interface ErrorContexts {
  /** k is not one this operation can do. */
  UNSUPPORTED_K: { readonly k: number; readonly min: number; readonly max: number };
  /** A byte string has the wrong length (`allowed` says which lengths there are). */
  BAD_LENGTH: { readonly field: string; readonly found: number; readonly allowed: string };
  /** A number lies outside what its field can hold. */
  OUT_OF_RANGE: { readonly field: string; readonly found: string; readonly allowed: string };
  /** The file cannot be opened or read; `reason` is the code of the operating system. */
  UNREADABLE: { readonly path: string; readonly reason: string };
  /** The file cannot be written; `reason` is the code of the operating system. */
  UNWRITABLE: { readonly path: string; readonly reason: string };
  /** `createPlot` does not replace a file. */
  FILE_EXISTS: { readonly path: string };
  NOT_A_PLOT: { readonly path: string };
  UNSUPPORTED_VERSION: { readonly path: string; readonly version: number };
  /** The file is shorter or longer than its header says. */
  WRONG_SIZE: { readonly path: string; readonly expected: number; readonly found: number };
  /** A checksum does not hold, or the content contradicts itself; `part` says where. */
  CORRUPT: { readonly path: string; readonly part: string };
  CLOSED: { readonly path: string };
  NO_SUCH_PROOF: { readonly index: number; readonly proofs: number };
  ABORTED: { readonly path: string };
  /** The plotting thread ended without a result. */
  WORKER_FAILED: { readonly path: string; readonly reason: string };
}

export type ErrorCode = keyof ErrorContexts;

/** Every error this package raises on purpose. Read `code`; the message is for people. */
export class ProofOfSpaceError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly context: ErrorContexts[C];

  constructor(code: C, context: ErrorContexts[C]) {
    super(`${code} ${JSON.stringify(context)}`);
    this.name = 'ProofOfSpaceError';
    this.code = code;
    this.context = context;
  }
}

/** The code of a system error (`ENOENT`, `ENOSPC`, …), else its message. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Object)) return String(error);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message);
}
