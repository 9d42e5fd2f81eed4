import { type ClvmNode, isAtom } from '../node.ts';
import { lookUp } from './environment-path.ts';
import type { Meter } from './meter.ts';
import type { Operator } from './operators/operator.ts';
import { evaluationError } from './stopped.ts';

/** Of a pair that is evaluated, whatever it is. */
const STEP_COST = 1;
const QUOTE = 1;

/** An operator whose operands are being evaluated; `null` in its place evaluates the value (program . environment). */
interface Application {
  readonly operator: Operator;
  readonly environment: ClvmNode;
  /** The list of operands that are not evaluated yet. */
  rest: ClvmNode;
  /** Where its operands begin on the stack of values. */
  readonly base: number;
}

const isNil = (node: ClvmNode): boolean => isAtom(node) && node.length === 0;
const isQuote = (name: Uint8Array): boolean => name.length === 1 && name[0] === QUOTE;

/** A quote takes exactly one operand. */
function quoted(operands: ClvmNode): ClvmNode {
  if (isAtom(operands) || !isNil(operands.rest)) throw evaluationError('quote takes one operand');
  return operands.first;
}

/**
 * One evaluation at work. Nothing recurses, and what waits takes little: depth is bounded by the cost alone (consensus
 * Q3). The reference evaluates the last operand first; starting from the front needs no copy of the list, and value and
 * cost are the same.
 */
class Evaluation {
  readonly #operators: ReadonlyMap<number, Operator>;
  readonly #meter: Meter;
  /** What waits for a value, innermost last. */
  readonly #waiting: (Application | null)[] = [];
  readonly #values: ClvmNode[] = [];
  /** What is to be evaluated next, and in what. */
  #program: ClvmNode;
  #environment: ClvmNode;

  constructor(program: ClvmNode, environment: ClvmNode, operators: ReadonlyMap<number, Operator>, meter: Meter) {
    this.#program = program;
    this.#environment = environment;
    this.#operators = operators;
    this.#meter = meter;
  }

  run(): ClvmNode {
    for (;;) {
      const value = this.#descend();
      if (value === null) continue;
      const result = this.#handOver(value);
      if (result !== null) return result;
    }
  }

  /** The value of what is next, or `null` once something else has to be evaluated first. */
  #descend(): ClvmNode | null {
    const program = this.#program;
    if (isAtom(program)) return lookUp(program, this.#environment, this.#meter);
    this.#meter.charge(STEP_COST);
    const { first: head, rest: operands } = program;
    if (!isAtom(head)) {
      this.#waiting.push(null);
      this.#program = head;
      return null;
    }
    if (isQuote(head)) return quoted(operands);
    return this.#apply(this.#operator(head), operands);
  }

  #operator(name: Uint8Array): Operator {
    const operator = name.length === 1 ? this.#operators.get(name[0] ?? 0) : undefined;
    if (operator === undefined) throw evaluationError('no such operator');
    return operator;
  }

  #apply(operator: Operator, operands: ClvmNode): ClvmNode | null {
    const application = { operator, environment: this.#environment, rest: operands, base: this.#values.length };
    if (!this.#nextOperand(application)) return operator([], this.#meter);
    this.#waiting.push(application);
    return null;
  }

  /** Makes the next operand what is evaluated; false if there is none left. */
  #nextOperand(application: Application): boolean {
    const { rest } = application;
    if (!isAtom(rest)) {
      this.#program = rest.first;
      this.#environment = application.environment;
      application.rest = rest.rest;
      return true;
    }
    if (rest.length > 0) throw evaluationError('the operands are no list');
    return false;
  }

  /** Hands a value to what waits for it, and so on with that one's value, until something else is to be evaluated; the
   * last value, for which nothing waits, is the result. */
  #handOver(value: ClvmNode): ClvmNode | null {
    for (let handed = value; ; ) {
      const application = this.#waiting[this.#waiting.length - 1];
      if (application === undefined) return handed;
      if (application === null) {
        this.#waiting.pop();
        if (isAtom(handed)) throw evaluationError('an atom where a program with its environment is needed');
        this.#program = handed.first;
        this.#environment = handed.rest;
        return null;
      }
      this.#values.push(handed);
      if (this.#nextOperand(application)) return null;
      this.#waiting.pop();
      const operands = this.#values.slice(application.base);
      this.#values.length = application.base;
      handed = application.operator(operands, this.#meter);
    }
  }
}

/**
 * The value of a program in an environment, with its cost charged to `meter` (consensus appendix A). Throws `Stopped`:
 * EVALUATION, or BLOCK_COST_EXCEEDS_MAX once the meter's limit is exceeded.
 */
export const evaluate = (
  program: ClvmNode,
  environment: ClvmNode,
  operators: ReadonlyMap<number, Operator>,
  meter: Meter,
): ClvmNode => new Evaluation(program, environment, operators, meter).run();
