import { sha256 as createSha256 } from '@noble/hashes/sha2.js';
import { join } from '../../join.ts';
import { NIL } from '../../node.ts';
import { atomOf } from '../integers.ts';
import { evaluationError } from '../stopped.ts';
import { asAtom, atomAt, expectCount, integerAt, type Operator, operandAt, TRUE } from './operator.ts';

const SHA256_COST = 10;
const CONCAT_COST_PER_BYTE = 2;

/** Byte by byte; what is a beginning of the other comes before it. */
function compare(left: Uint8Array, right: Uint8Array): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const totalSize = (atoms: readonly Uint8Array[]): number => atoms.reduce((size, atom) => size + atom.length, 0);

export const equals: Operator = (operands, meter) => {
  const left = atomAt(operands, 0);
  const right = atomAt(operands, 1);
  meter.charge(left.length + right.length);
  return left.length === right.length && compare(left, right) === 0 ? TRUE : NIL;
};

export const bytesGreater: Operator = (operands, meter) => {
  expectCount(operands, 2);
  const left = atomAt(operands, 0);
  const right = atomAt(operands, 1);
  meter.charge(Math.max(left.length, right.length));
  return compare(left, right) > 0 ? TRUE : NIL;
};

export const sha256: Operator = (operands, meter) => {
  const atoms = operands.map(asAtom);
  meter.charge(SHA256_COST + totalSize(atoms));
  const hash = createSha256.create();
  for (const atom of atoms) hash.update(atom);
  return hash.digest();
};

export const concat: Operator = (operands, meter) => {
  const atoms = operands.map(asAtom);
  const size = totalSize(atoms);
  meter.charge(1 + CONCAT_COST_PER_BYTE * size);
  meter.make(size);
  return join(atoms);
};

export const strlen: Operator = (operands, meter) => {
  const { length } = atomAt(operands, 0);
  meter.charge(length);
  return atomOf(BigInt(length));
};

/** Bytes from one index up to another; indices beyond the atom or in the wrong order have no meaning. */
export const substr: Operator = (operands, meter) => {
  const atom = asAtom(operandAt(operands, 0));
  expectCount(operands, 3);
  const from = integerAt(operands, 1, meter);
  const to = integerAt(operands, 2, meter);
  if (from < 0n || to < from || to > BigInt(atom.length)) throw evaluationError('no such part of an atom');
  meter.charge(1);
  return atom.subarray(Number(from), Number(to));
};
