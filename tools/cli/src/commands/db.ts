import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { integer } from '../arguments.ts';
import type { ResultOptions } from '../result.ts';
import type { Terminal } from '../terminal.ts';

export interface DbOptions extends ResultOptions {
  readonly dataDir?: string;
  readonly network: string;
  readonly threads: number;
}

export interface CheckDbOptions extends DbOptions {
  readonly full?: boolean;
}

export interface RebuildDbOptions extends DbOptions {
  readonly out?: string;
}

export interface ExportDbOptions extends Omit<DbOptions, 'threads'> {
  readonly out: string;
}

export function addDbCommands(program: Command, terminal: Terminal): void {
  const db = program
    .command('db')
    .description("check and mend a full node's chain database, while the node is stopped");
  withThreads(db.command('check'))
    .description('say what is wrong with a database; changes nothing; exit code 1 if something was found')
    .option('--full', 'also validate every block again, proofs included')
    .action(async (file: string | undefined, options: CheckDbOptions) =>
      (await import('../db/check.ts')).check(terminal, file, options),
    );
  withThreads(db.command('rebuild'))
    .description('make a new database of every block that can still be read, each validated anew; keeps the old file')
    .option('--out <file>', 'write this file instead of putting the new database in the place of the old one')
    .action(async (file: string | undefined, options: RebuildDbOptions) =>
      (await import('../db/rebuild.ts')).rebuild(terminal, file, options),
    );
  withTarget(db.command('export'))
    .description('write the blocks from genesis to the heaviest tip into a file, from which they can be replayed')
    .requiredOption('--out <file>', 'file to write')
    .action(async (file: string | undefined, options: ExportDbOptions) =>
      (await import('../db/export.ts')).exportChain(terminal, file, options),
    );
}

const withThreads = (command: Command): Command =>
  withTarget(command).option(
    '--threads <number>',
    'threads that check proofs',
    integer(1, 256),
    availableParallelism(),
  );

function withTarget(command: Command): Command {
  return command
    .argument('[file]', 'the database; or say --data-dir')
    .option('--data-dir <folder>', 'data folder of the full node')
    .option('--network <file>', 'network file', 'network.json')
    .option('--json', 'print JSON');
}
