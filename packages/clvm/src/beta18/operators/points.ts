import { hexToBytes } from '@noble/hashes/utils.js';
import type { LanguageOptions } from '../../language.ts';
import { evaluationError } from '../stopped.ts';
import { asAtom, BASE_COST, expectCount, integerAt, type Operator } from './operator.ts';

const COST_PER_POINT = 32;
const MULTIPLY_COST = 900;
const SCALAR_DIGITS = 64;

/** Order of G1. */
const GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

/** The sum of points; of none, the identity. */
export const pointAdd =
  (g1: LanguageOptions['g1']): Operator =>
  (operands, meter) => {
    meter.charge(BASE_COST + COST_PER_POINT * operands.length);
    const points = operands.map(asAtom);
    if (!points.every((point) => g1.isValidG1(point))) throw evaluationError('no point of G1');
    return g1.addPublicKeys(points);
  };

/** The generator times an integer, which is reduced by the order of the group. */
export const pubkeyForExp =
  (g1: LanguageOptions['g1']): Operator =>
  (operands, meter) => {
    expectCount(operands, 1);
    meter.charge(MULTIPLY_COST);
    const remainder = integerAt(operands, 0, meter) % GROUP_ORDER;
    const scalar = remainder < 0n ? remainder + GROUP_ORDER : remainder;
    return g1.multiplyG1Generator(hexToBytes(scalar.toString(16).padStart(SCALAR_DIGITS, '0')));
  };
