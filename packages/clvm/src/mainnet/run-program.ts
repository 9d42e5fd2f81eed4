import { ClvmError } from '../errors.ts';
import { isShortestForm } from '../shortest-form.ts';
import { createInterpreter, type Interpreter, type InterpreterLimits, type Outcome } from './interpreter.ts';

/**
 * Operators 48 to 61 and division of negative numbers as on today's chain; unknown operators cost and do nothing in
 * blocks, and fail in the mempool and in wallets (coins.md, Programs).
 */
const BLOCK_FLAGS = 0xa0;
const STRICT_FLAGS = 0xa2;

/** Memory at which an interpreter is replaced after a run: it never gives any back. */
const LARGE_MEMORY = 64 * 1024 * 1024;
/** What the interpreter says. */
const COST_EXCEEDED = 'cost exceeded';
const MAX_UINT64 = 2n ** 64n - 1n;
const MAX_UINT32 = 2 ** 32 - 1;

export interface ProgramLimits {
  /** COST_EXCEEDED beyond, and for work out of all proportion to it. A softfork operator that exceeds the cost it
   * declares fails in the same way. */
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

/** Steps that a program may take per unit of its limit of cost, two to four times what operators at their worst take;
 * and steps for reading it. Beyond them the numbers that it calculates with are out of all proportion to their cost. */
const STEPS_PER_COST = 2n;
const STEPS_PER_BYTE = 64n;
const MAX_STEPS = 2n ** 62n;

function stepsFor(program: Uint8Array, solution: Uint8Array, maxCost: bigint): bigint {
  const steps = STEPS_PER_BYTE * BigInt(1024 + program.length + solution.length) + STEPS_PER_COST * maxCost;
  return steps < MAX_STEPS ? steps : MAX_STEPS;
}

let idle: Interpreter | undefined;

/** Runs in an interpreter and keeps it for the next run. One that has thrown is in an unknown state and is dropped, as
 * is one that has grown. */
function runIn(interpreter: Interpreter, ...args: Parameters<Interpreter['run']>): Outcome {
  idle = undefined;
  const outcome = interpreter.run(...args);
  if (interpreter.memorySize() <= LARGE_MEMORY) idle = interpreter;
  return outcome;
}

/**
 * A program that makes the interpreter throw fails, or exceeds its cost if it has used up its steps. Well-formed
 * programs do so only by the work or memory that they take, and that depends a little on what the interpreter did
 * before: the verdict is that of a new one. One in use has half the steps, so that what passes there passes anywhere.
 */
function runSafely(program: Uint8Array, solution: Uint8Array, flags: number, limits: InterpreterLimits): Outcome {
  if (idle !== undefined) {
    try {
      return runIn(idle, program, solution, flags, { ...limits, maxSteps: limits.maxSteps / 2n });
    } catch {
      // Judged below.
    }
  }
  const fresh = createInterpreter();
  try {
    return runIn(fresh, program, solution, flags, limits);
  } catch (error) {
    return { kind: 'error', message: fresh.stepsLeft() === 0n ? COST_EXCEEDED : String(error) };
  }
}

/** `EvalErr(NodePtr(1), "clvm raise")` → `clvm raise` */
const detailOf = (message: string): string => /"(.*)"/s.exec(message)?.[1] ?? message;

/** Runs programs that are known to be in their shortest form: anything else could make the interpreter trap. */
export function runShortestForm(program: Uint8Array, solution: Uint8Array, limits: ProgramLimits): ProgramRun {
  const { maxCost, strict, maxValueSize = MAX_UINT32 } = limits;
  // To the interpreter a limit of zero would be none.
  if (maxCost <= 0n) throw new ClvmError({ code: 'COST_EXCEEDED', maxCost });
  const outcome = runSafely(program, solution, strict ? STRICT_FLAGS : BLOCK_FLAGS, {
    maxCost: maxCost < MAX_UINT64 ? maxCost : MAX_UINT64,
    maxSteps: stepsFor(program, solution, maxCost),
    maxValueSize,
  });
  if (outcome.kind === 'value') return outcome;
  if (outcome.kind === 'tooLarge') throw new ClvmError({ code: 'VALUE_TOO_LARGE', limit: maxValueSize });
  const detail = detailOf(outcome.message);
  if (detail === COST_EXCEEDED) throw new ClvmError({ code: 'COST_EXCEEDED', maxCost });
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
