import { bytesToHex } from '@noble/hashes/utils.js';

/** Keys remembered: those of the spends of a few blocks. */
const CAPACITY = 10_000;
const KEY_SIZE = 48;
/** The first byte of the identity; the others are zero. */
const IDENTITY_MARK = 0xc0;

const isIdentity = (key: Uint8Array): boolean =>
  key[0] === IDENTITY_MARK && key.every((byte, at) => at === 0 || byte === 0);

/** Tells valid public keys other than the identity, and remembers those it has found: checking one takes about as long
 * as running its puzzle several times. */
export function createKeyCheck(isValidG1: (point: Uint8Array) => boolean): (key: Uint8Array) => boolean {
  const known = new Set<string>();
  return (key) => {
    if (key.length !== KEY_SIZE) return false;
    const text = bytesToHex(key);
    if (known.has(text)) return true;
    if (isIdentity(key) || !isValidG1(key)) return false;
    if (known.size >= CAPACITY) known.delete(known.values().next().value ?? '');
    known.add(text);
    return true;
  };
}
