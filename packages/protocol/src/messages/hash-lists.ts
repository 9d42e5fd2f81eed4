import { bytes32, type ItemEnd, optional, packedList, tuple, uint64 } from '@salvia/streamable';

/*
 * Lists with an item per block of a chain. They stay packed, see `packedList`.
 */

const BYTES_OF_ONE_LENGTH_BYTE = 0x58;
const TUPLE_OF_3 = 0x83;
const NULL = 0xf6;
const LAST_UNSIGNED = 0x1b;

const hashEnd: ItemEnd = (bytes, at) => (bytes[at] === BYTES_OF_ONE_LENGTH_BYTE && bytes[at + 1] === 32 ? at + 34 : -1);

/** An unsigned integer of up to 64 bits, or null. */
const numberEnd: ItemEnd = (bytes, at) => {
  const first = bytes[at] as number;
  if (first < 24 || first === NULL) return at + 1;
  return first <= LAST_UNSIGNED ? at + 1 + (1 << (first - 24)) : -1;
};

const proofHashEnd: ItemEnd = (bytes, at) => {
  if (bytes[at] !== TUPLE_OF_3) return -1;
  let end = hashEnd(bytes, at + 1);
  for (let index = 0; end >= 0 && index < 2; index++) end = numberEnd(bytes, end);
  return end;
};

/** Header hashes of consecutive heights. */
export const headerHashes = packedList(bytes32, hashEnd);

/** Per height: proofs hash, difficulty where it changes, total iterations where an epoch ends. */
export const proofHashes = packedList(tuple(bytes32, optional(uint64), optional(uint64)), proofHashEnd);
