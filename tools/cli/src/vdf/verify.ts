import { scheme } from '@salvia/proof-of-time';
import { CliError } from '../cli-error.ts';
import type { VerifyOptions } from '../commands/vdf.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';

/** Checks a proof of time; one that does not hold is a failure of the command. */
export function verify(terminal: Terminal, challenge: Uint8Array, options: VerifyOptions): void {
  const { bits, iterations, a, b, witnessType, witness } = options;
  const claim = { challenge, discriminantBits: bits, iterations, output: { a, b }, witnessType, witness };
  if (!scheme(options.scheme).verify(claim)) throw new CliError('INVALID', 'the proof of time is not valid');
  printResult(terminal, options, { valid: true }, () => ['valid']);
}
