import { type ClvmPair, isAtom, NIL } from '../../node.ts';
import { evaluationError } from '../stopped.ts';
import { type Operator, operandAt, TRUE } from './operator.ts';

const COST = 10;
const IS_PAIR_COST = 20;

/** `i`: both branches are evaluated already, and only the one that is chosen has to be there. */
export const choose: Operator = (operands, meter) => {
  meter.charge(COST);
  const condition = operandAt(operands, 0);
  const isNil = isAtom(condition) && condition.length === 0;
  return operandAt(operands, isNil ? 2 : 1);
};

export const cons: Operator = (operands, meter) => {
  meter.charge(COST);
  return { first: operandAt(operands, 0), rest: operandAt(operands, 1) };
};

function pairIn(operands: Parameters<Operator>[0]): ClvmPair {
  const node = operandAt(operands, 0);
  if (isAtom(node)) throw evaluationError('an atom where a pair is needed');
  return node;
}

export const first: Operator = (operands, meter) => {
  meter.charge(COST);
  return pairIn(operands).first;
};

export const rest: Operator = (operands, meter) => {
  meter.charge(COST);
  return pairIn(operands).rest;
};

export const isPair: Operator = (operands, meter) => {
  meter.charge(IS_PAIR_COST);
  return isAtom(operandAt(operands, 0)) ? NIL : TRUE;
};

export const raise: Operator = () => {
  throw evaluationError('the program raises');
};
