import { Command, CommanderError, Option } from 'commander';
import { BenchError } from './errors.ts';

export interface BenchOptions {
  /** null: show which there are. */
  readonly name: string | null;
  /** Samples per figure; null: as many as the benchmark finds right. */
  readonly runs: number | null;
  readonly json: boolean;
}

const MAX_RUNS = 1000;

function readRuns(text: string): number {
  const runs = Number(text);
  if (Number.isInteger(runs) && runs >= 1 && runs <= MAX_RUNS) return runs;
  throw new BenchError('BAD_OPTION', `--runs: found "${text}", allowed: a whole number from 1 to ${MAX_RUNS}`);
}

function command(): Command {
  return new Command('bench')
    .description('Measures how fast the parts of the node are, each against a limit, a peer or its fallback.')
    .argument('[name]', 'the benchmark; without it, all are listed')
    .addOption(new Option('--runs <N>', 'how often everything is measured').argParser(readRuns))
    .option('--json', 'the last line is the result in JSON', false)
    .addHelpText('after', '\nExit code: 0 done, 1 failed or above a limit, 2 wrong use.')
    .exitOverride();
}

/** The options on a command line, or the help text if that was asked for. */
export function parseOptions(argv: readonly string[]): BenchOptions | { readonly help: string } {
  const parser = command();
  let help = '';
  parser.configureOutput({ writeOut: (text) => (help += text), writeErr: () => {} });
  try {
    parser.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw new BenchError('BAD_OPTION', `${error.message.replace(/^error: /, '')}; see --help`);
  }
  const { runs = null, json } = parser.opts<{ runs?: number; json: boolean }>();
  return { name: parser.args[0] ?? null, runs, json };
}
