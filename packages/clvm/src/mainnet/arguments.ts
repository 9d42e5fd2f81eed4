import { locateAtom, PAIR } from '../atom-encoding.ts';
import { atomToInt } from '../integer.ts';
import { Refusal } from './refusal.ts';

/** Reads one argument of a condition after the other. Bytes come as copies, which keep nothing else alive. */
export interface Arguments {
  hash(): Uint8Array;
  message(): Uint8Array;
  /** 48 bytes, not checked further. */
  publicKey(): Uint8Array;
  /** Of whatever sign and size. */
  integer(): bigint;
  /** From 0 to 2^64 − 2. */
  amount(): bigint;
}

const HASH_SIZE = 32;
const PUBLIC_KEY_SIZE = 48;
const LONGEST_MESSAGE = 1024;
const MAX_COIN_AMOUNT = 2n ** 64n - 1n;

const malformed = (detail: string): Refusal => new Refusal('INVALID_CONDITION', detail);

/** Whether the first byte of an integer only repeats the sign of a positive one. */
const hasRedundantZero = (atom: Uint8Array): boolean => atom[0] === 0 && (atom.length === 1 || (atom[1] ?? 0) < 0x80);

/** The arguments that start at `start`; all methods throw a Refusal with INVALID_CONDITION (coins.md, Conditions). */
export function readArguments(bytes: Uint8Array, start: number): Arguments {
  let at = start;

  function next(): Uint8Array {
    if (bytes[at] !== PAIR) throw malformed('an argument is missing');
    if (bytes[at + 1] === PAIR) throw malformed('an argument is a pair');
    const atom = locateAtom(bytes, at + 1);
    at = atom.end;
    return bytes.subarray(atom.start, atom.end);
  }

  function sized(size: number, what: string): Uint8Array {
    const atom = next();
    if (atom.length !== size) throw malformed(`${what} of ${atom.length} bytes`);
    return atom.slice();
  }

  function integer(): bigint {
    const atom = next();
    if (hasRedundantZero(atom)) throw malformed('an integer with redundant zeros');
    return atomToInt(atom);
  }

  return {
    hash: () => sized(HASH_SIZE, 'a hash'),
    publicKey: () => sized(PUBLIC_KEY_SIZE, 'a public key'),
    message() {
      const atom = next();
      if (atom.length > LONGEST_MESSAGE) throw malformed(`a message of ${atom.length} bytes`);
      return atom.slice();
    },
    integer,
    amount() {
      const amount = integer();
      if (amount < 0n || amount >= MAX_COIN_AMOUNT) throw malformed('an amount out of range');
      return amount;
    },
  };
}
