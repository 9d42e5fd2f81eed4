import { bytesToHex } from '@noble/hashes/utils.js';
import { NIL } from './node.ts';

/** The integer of an atom: two's complement, big endian, of any length; nil is zero (consensus 1.3). */
export function atomToInt(atom: Uint8Array): bigint {
  if (atom.length === 0) return 0n;
  // By way of text: shifting in a byte at a time takes a time that grows with the square of the length.
  return BigInt.asIntN(atom.length * 8, BigInt(`0x${bytesToHex(atom)}`));
}

/** The shortest atom of an integer: minimal two's complement, big endian; zero is nil. */
export function intToAtom(value: bigint): Uint8Array {
  if (value === 0n) return NIL;
  // As many bits as the magnitude needs (-128 needs no more than 127), and one for the sign.
  const bits = (value < 0n ? ~value : value).toString(2).length + (value === -1n ? 0 : 1);
  const atom = new Uint8Array(Math.ceil(bits / 8));
  for (let at = atom.length - 1, rest = value; at >= 0; at--, rest >>= 8n) atom[at] = Number(rest & 0xffn);
  return atom;
}
