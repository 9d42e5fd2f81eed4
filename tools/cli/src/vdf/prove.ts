import { scheme } from '@salvia/proof-of-time';
import type { ProveOptions } from '../commands/vdf.ts';
import { toHex } from '../hex.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Computes a proof of time in this process and prints it in the form that `verify` takes. */
export function prove(terminal: Terminal, challenge: Uint8Array, options: ProveOptions): void {
  const { bits, iterations, segments } = options;
  const started = performance.now();
  const statement = { challenge, discriminantBits: bits, iterations, ...(segments && { segments }) };
  const { output, witnessType, witness } = scheme(options.scheme).prove(statement);
  const seconds = Math.round(performance.now() - started) / 1000;
  const result = { scheme: options.scheme, bits, challenge, iterations, ...output, witnessType, witness, seconds };
  printResult(terminal, options, result, () =>
    formatFields([
      ['challenge', toHex(challenge)],
      ['iterations', String(iterations)],
      ['a', String(output.a)],
      ['b', String(output.b)],
      ['witness type', String(witnessType)],
      ['witness', toHex(witness)],
      ['seconds', String(seconds)],
    ]),
  );
}
