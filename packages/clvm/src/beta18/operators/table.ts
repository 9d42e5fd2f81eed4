import type { LanguageOptions } from '../../language.ts';
import { isAtom } from '../../node.ts';
import { nodeHash } from '../node-hash.ts';
import { add, divmod, greater, multiply, softfork, subtract } from './arithmetic.ts';
import { bytesGreater, concat, equals, sha256, strlen, substr } from './atoms.ts';
import { and, arithmeticShift, logicalShift, not, or, xor } from './bits.ts';
import { choose, cons, first, isPair, raise, rest } from './lists.ts';
import { expectCount, type Operator, operandAt } from './operator.ts';
import { pointAdd, pubkeyForExp } from './points.ts';

const NODE_HASH_COST = 10;

/** The tree hash; every visit of an atom or pair costs. */
const sha256Tree: Operator = (operands, meter) => {
  expectCount(operands, 1);
  return nodeHash(operandAt(operands, 0), (node) => meter.charge(NODE_HASH_COST + (isAtom(node) ? node.length : 0)));
};

/** Operators by the byte that names them (consensus appendix A). All other atoms name none. */
export const operatorTable = (g1: LanguageOptions['g1']): ReadonlyMap<number, Operator> =>
  new Map([
    [0x04, choose],
    [0x05, cons],
    [0x06, first],
    [0x07, rest],
    [0x08, isPair],
    [0x09, raise],
    [0x0a, equals],
    [0x0b, sha256],
    [0x0c, add],
    [0x0d, subtract],
    [0x0e, multiply],
    [0x0f, divmod],
    [0x10, substr],
    [0x11, strlen],
    [0x12, pointAdd(g1)],
    [0x13, pubkeyForExp(g1)],
    [0x14, concat],
    [0x15, sha256Tree],
    [0x16, greater],
    [0x17, bytesGreater],
    [0x18, and],
    [0x19, or],
    [0x1a, xor],
    [0x1b, not],
    [0x1c, arithmeticShift],
    [0x1d, logicalShift],
    [0x1e, softfork],
  ]);
