import type { CheckName } from './checks.ts';

/** Why there is no answer; none of it says anything about what was to be checked. */
export interface VerifierErrorPayloads {
  /** The thread ran out of memory, twice. */
  OUT_OF_MEMORY: { check: CheckName };
  /** The thread ended, twice. */
  THREAD_DIED: { check: CheckName; cause: string };
  /** The check itself broke down. */
  CHECK_FAILED: { check: CheckName; cause: string };
  /** The pool was closed. */
  POOL_CLOSED: { check: CheckName };
}

export type VerifierErrorCode = keyof VerifierErrorPayloads;

/** A check that has no answer: `code` says what, `payload` is typed by the code. It may be asked for again. */
export class VerifierError<C extends VerifierErrorCode = VerifierErrorCode> extends Error {
  override readonly name = 'VerifierError';
  readonly code: C;
  readonly payload: VerifierErrorPayloads[C];

  constructor(code: C, payload: VerifierErrorPayloads[C]) {
    const shown = Object.entries(payload).map(([key, value]) => `${key} ${String(value)}`);
    super(`${code}: ${shown.join(', ')}`);
    this.code = code;
    this.payload = payload;
  }
}
