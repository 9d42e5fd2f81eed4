import type { VdfScheme } from '@salvia/proof-of-time';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { bigInteger, hex, integer, uint64 } from '../arguments.ts';
import type { ResultOptions } from '../result.ts';
import type { Terminal } from '../terminal.ts';

export interface GroupOptions extends ResultOptions {
  readonly bits: number;
  readonly scheme: VdfScheme;
}

export interface ProveOptions extends GroupOptions {
  readonly iterations: bigint;
  readonly segments?: readonly bigint[];
}

export interface VerifyOptions extends GroupOptions {
  readonly iterations: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly witnessType: number;
  readonly witness: Uint8Array;
}

const CHALLENGE = 'challenge hash, 32 bytes in hex';

export function addVdfCommands(program: Command, terminal: Terminal): void {
  const vdf = program.command('vdf').description('proofs of time');
  withGroup(vdf.command('discriminant'))
    .description('the discriminant of a challenge')
    .argument('<challenge>', CHALLENGE, hex(32))
    .action(async (challenge: Uint8Array, options: GroupOptions) =>
      (await import('../vdf/discriminant.ts')).discriminant(terminal, challenge, options),
    );
  withGroup(vdf.command('prove'))
    .description('square as often as asked, and prove it')
    .argument('<challenge>', CHALLENGE, hex(32))
    .requiredOption('--iterations <number>', 'squarings', uint64)
    .option('--segments <list>', 'iterations of each segment, separated by commas: a nested proof', segments)
    .action(async (challenge: Uint8Array, options: ProveOptions) =>
      (await import('../vdf/prove.ts')).prove(terminal, challenge, options),
    );
  withGroup(vdf.command('verify'))
    .description('check a proof; exit code 1 if it is not valid')
    .argument('<challenge>', CHALLENGE, hex(32))
    .requiredOption('--iterations <number>', 'squarings', uint64)
    .requiredOption('--a <integer>', 'a of the output form, decimal or 0x', bigInteger)
    .requiredOption('--b <integer>', 'b of the output form, decimal or 0x', bigInteger)
    .option('--witness-type <number>', 'segments beyond the first', integer(0, 255), 0)
    .requiredOption('--witness <bytes>', 'witness in hex', hex())
    .action(async (challenge: Uint8Array, options: VerifyOptions) =>
      (await import('../vdf/verify.ts')).verify(terminal, challenge, options),
    );
}

function withGroup(command: Command): Command {
  return command
    .option('--bits <number>', 'size of the discriminant', integer(8, 1024), 1024)
    .addOption(
      new Option('--scheme <name>', 'vdfScheme of the network').choices(['chiavdf', 'chiavdf-0.12']).default('chiavdf'),
    )
    .option('--json', 'print JSON');
}

function segments(text: string): bigint[] {
  const list = text.split(',').map(uint64);
  if (list.length > 256) throw new InvalidArgumentError('Allowed: at most 256 segments.');
  return list;
}
