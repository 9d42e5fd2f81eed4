import type { GeneratorFailure } from '../language.ts';

/** Why a run ends early. EVALUATION: what is evaluated has no meaning (consensus appendix A, "evaluation error"); whose
 * program it is decides which error of consensus 8.7 that becomes. */
export type StopReason = 'EVALUATION' | GeneratorFailure['error'];

/** Ends a run from within; it never leaves this folder. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly reason: StopReason;

  constructor(reason: StopReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

export const evaluationError = (detail: string): Stopped => new Stopped('EVALUATION', detail);
