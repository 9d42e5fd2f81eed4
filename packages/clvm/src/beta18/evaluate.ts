import { type ClvmNode, type ClvmPair, isAtom } from '../node.ts';
import { lookUp } from './environment-path.ts';
import type { Meter } from './meter.ts';
import type { Operator } from './operators/operator.ts';
import { evaluationError } from './stopped.ts';

/** Of a pair that is evaluated, whatever it is. */
const STEP_COST = 1;
const QUOTE = 1;

/** An operator whose operands are being evaluated. */
interface Application {
  readonly operator: Operator;
  readonly environment: ClvmNode;
  readonly operands: ClvmNode[];
  /** The list of operands that are not evaluated yet. */
  rest: ClvmNode;
}

/** What waits for a value: an operator for an operand, or `null`, which evaluates the value: (program . environment). */
type Waiting = Application | null;

const isNil = (node: ClvmNode): boolean => isAtom(node) && node.length === 0;

/** A quote takes exactly one operand. */
function quoted({ rest }: ClvmPair): ClvmNode {
  if (isAtom(rest) || !isNil(rest.rest)) throw evaluationError('quote takes one operand');
  return rest.first;
}

function operatorOf(name: Uint8Array, operators: ReadonlyMap<number, Operator>): Operator {
  const operator = name.length === 1 ? operators.get(name[0] ?? 0) : undefined;
  if (operator === undefined) throw evaluationError('no such operator');
  return operator;
}

/**
 * The value of a program in an environment, with its cost charged to `meter` (consensus appendix A). Nothing recurses:
 * depth is bounded by the cost alone (consensus Q3). The reference evaluates the last operand first; from the front no
 * copy of the list is needed, and value and cost are the same. Throws `Stopped`.
 */
export function evaluate(
  program: ClvmNode,
  environment: ClvmNode,
  operators: ReadonlyMap<number, Operator>,
  meter: Meter,
): ClvmNode {
  const waiting: Waiting[] = [];
  let node = program;
  let scope = environment;
  for (;;) {
    let value: ClvmNode;
    if (isAtom(node)) {
      value = lookUp(node, scope, meter);
    } else {
      meter.charge(STEP_COST);
      const { first: head, rest } = node;
      if (!isAtom(head)) {
        waiting.push(null);
        node = head;
        continue;
      }
      if (head.length === 1 && head[0] === QUOTE) {
        value = quoted(node);
      } else {
        const operator = operatorOf(head, operators);
        if (!isAtom(rest)) {
          waiting.push({ operator, environment: scope, operands: [], rest: rest.rest });
          node = rest.first;
          continue;
        }
        if (!isNil(rest)) throw evaluationError('the operands are no list');
        value = operator([], meter);
      }
    }
    // Hand the value to what waits for it, until that wants something else evaluated.
    for (;;) {
      const next = waiting.at(-1);
      if (next === undefined) return value;
      if (next === null) {
        waiting.pop();
        if (isAtom(value)) throw evaluationError('an atom where a program with its environment is needed');
        node = value.first;
        scope = value.rest;
        break;
      }
      next.operands.push(value);
      if (!isAtom(next.rest)) {
        node = next.rest.first;
        scope = next.environment;
        next.rest = next.rest.rest;
        break;
      }
      if (!isNil(next.rest)) throw evaluationError('the operands are no list');
      waiting.pop();
      value = next.operator(next.operands, meter);
    }
  }
}
