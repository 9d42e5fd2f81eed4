import { sameBytes } from '@salvia/streamable';

/**
 * Whether an answer is about exactly the keys that were asked for, in their order.
 * @returns `null` if so, otherwise the first key that was left out or is another one; `null` there if there are too many
 */
export function sameKeys(
  asked: readonly Uint8Array[],
  answered: readonly Uint8Array[],
): { readonly key: Uint8Array | null } | null {
  for (const [index, key] of asked.entries()) {
    const there = answered[index];
    if (there === undefined || !sameBytes(there, key)) return { key };
  }
  return answered.length > asked.length ? { key: null } : null;
}
