import { bytesToHex } from '@noble/hashes/utils.js';

/** Whether a name is there twice: of a created coin DUPLICATE_OUTPUT, of a spent one DOUBLE_SPEND (consensus 8.3 T8, T9). */
export function hasDuplicates(names: readonly Uint8Array[]): boolean {
  return new Set(names.map(bytesToHex)).size < names.length;
}
