import { ClvmError } from '../errors.ts';
import { isShortestForm } from '../shortest-form.ts';
import { createInterpreter, type Interpreter, type Outcome } from './interpreter.ts';

/**
 * Operators 48 to 61 and division of negative numbers as on today's chain; unknown operators cost and do nothing in
 * blocks, and fail in the mempool and in wallets (coins.md, Programs).
 */
const BLOCK_FLAGS = 0xa0;
const STRICT_FLAGS = 0xa2;

/** Memory at which an interpreter is replaced after a run: it never gives any back. */
const LARGE_MEMORY = 64 * 1024 * 1024;
const MAX_UINT64 = 2n ** 64n - 1n;
const MAX_UINT32 = 2 ** 32 - 1;

export interface ProgramLimits {
  /** COST_EXCEEDED beyond. A softfork operator that exceeds the cost it declares fails in the same way. */
  readonly maxCost: bigint;
  /** Refuse unknown operators, as mempool and wallets do. */
  readonly strict: boolean;
  /** Bytes that the value may take, written out; VALUE_TOO_LARGE beyond. A small program can yield a value that
   * repeats itself astronomically. */
  readonly maxValueSize?: number;
}

export interface ProgramRun {
  readonly cost: bigint;
  /** Serialized, in its shortest form. */
  readonly value: Uint8Array;
}

let interpreter: Interpreter | undefined;

/** Runs in the thread's interpreter. One that has thrown is in an unknown state, and one that has grown stays so. */
function runOnce(...args: Parameters<Interpreter['run']>): Outcome {
  const current = interpreter ?? createInterpreter();
  interpreter = undefined;
  const outcome = current.run(...args);
  if (current.memorySize() <= LARGE_MEMORY) interpreter = current;
  return outcome;
}

/** Well-formed programs do not make the interpreter throw; should one, it fails as any failing program does. */
function runSafely(...args: Parameters<Interpreter['run']>): Outcome {
  try {
    return runOnce(...args);
  } catch (error) {
    return { kind: 'error', message: String(error) };
  }
}

/** `EvalErr(NodePtr(1), "clvm raise")` → `clvm raise` */
const detailOf = (message: string): string => /"(.*)"/s.exec(message)?.[1] ?? message;

/** Runs programs that are known to be in their shortest form: anything else could make the interpreter trap. */
export function runShortestForm(program: Uint8Array, solution: Uint8Array, limits: ProgramLimits): ProgramRun {
  const { maxCost, strict, maxValueSize = MAX_UINT32 } = limits;
  // To the interpreter a limit of zero would be none.
  if (maxCost <= 0n) throw new ClvmError({ code: 'COST_EXCEEDED', maxCost });
  const budget = maxCost < MAX_UINT64 ? maxCost : MAX_UINT64;
  const outcome = runSafely(program, solution, budget, strict ? STRICT_FLAGS : BLOCK_FLAGS, maxValueSize);
  if (outcome.kind === 'value') return outcome;
  if (outcome.kind === 'tooLarge') throw new ClvmError({ code: 'VALUE_TOO_LARGE', limit: maxValueSize });
  const detail = detailOf(outcome.message);
  if (detail === 'cost exceeded') throw new ClvmError({ code: 'COST_EXCEEDED', maxCost });
  throw new ClvmError({ code: 'EVALUATION_FAILED', detail });
}

/**
 * Runs a serialized program on a serialized solution under today's rules. Throws NOT_SHORTEST for either,
 * EVALUATION_FAILED, COST_EXCEEDED, VALUE_TOO_LARGE.
 */
export function runProgram(program: Uint8Array, solution: Uint8Array, limits: ProgramLimits): ProgramRun {
  if (!isShortestForm(program) || !isShortestForm(solution)) throw new ClvmError({ code: 'NOT_SHORTEST' });
  const { cost, value } = runShortestForm(program, solution, limits);
  return { cost, value };
}
