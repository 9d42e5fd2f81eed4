/** What can go wrong with a simulation itself; what goes wrong in its nodes is theirs. */
export interface SimulationErrorContext {
  /** Something awaited can never come: nothing is left to happen. */
  NOTHING_LEFT: { atMs: number };
  /** Something awaited did not come in this simulated time. */
  TOO_LATE: { withinMs: number };
  /** Real work goes on and on, while the clock stands still for it. */
  STUCK: { atMs: number; work: string };
  /** Two callers want to move one clock. */
  ALREADY_RUNNING: { atMs: number };
  UNKNOWN_NODE: { name: string };
  NAME_TAKEN: { name: string };
  /** A scenario expects what nobody said how to see. */
  UNKNOWN_EXPECTATION: { that: string };
}

export type SimulationErrorCode = keyof SimulationErrorContext;

export class SimulationError<Code extends SimulationErrorCode = SimulationErrorCode> extends Error {
  override readonly name = 'SimulationError';
  readonly code: Code;
  readonly context: SimulationErrorContext[Code];

  constructor(code: Code, context: SimulationErrorContext[Code]) {
    super(`${code} ${JSON.stringify(context)}`);
    this.code = code;
    this.context = context;
  }
}
