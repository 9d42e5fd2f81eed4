import { scheme } from '@salvia/proof-of-time';
import type { GroupOptions } from '../commands/vdf.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';

/** Prints a discriminant as `-0x…`, the way timelords tell it to their clients. */
export function discriminant(terminal: Terminal, challenge: Uint8Array, options: GroupOptions): void {
  const value = scheme(options.scheme).createDiscriminant(challenge, options.bits);
  const hex = `-0x${(-value).toString(16)}`;
  printResult(terminal, options, { scheme: options.scheme, bits: options.bits, challenge, discriminant: hex }, () => [
    hex,
  ]);
}
