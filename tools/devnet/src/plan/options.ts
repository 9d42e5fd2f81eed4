import { Command, CommanderError, Option } from 'commander';
import { DevnetError } from '../errors.ts';

/** What a user of the devnet may choose. Seconds, counts, and the plot size k. */
export interface DevnetOptions {
  readonly nodes: number;
  readonly farmers: number;
  readonly harvesters: number;
  readonly blockTime: number;
  readonly plots: number;
  readonly k: number;
  readonly dataDir: string;
  readonly reset: boolean;
  readonly untilHeight: number | null;
  readonly timeout: number | null;
  readonly json: boolean;
}

/** Reads the text of an option as a whole number within bounds; throws BAD_OPTION. */
export const between =
  (name: string, low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
    throw new DevnetError('BAD_OPTION', `--${name}: found "${text}", allowed: a whole number from ${low} to ${high}`);
  };

function number(name: string, letter: string, text: string, low: number, high: number, standard?: number): Option {
  const option = new Option(`--${name} <${letter}>`, text).argParser(between(name, low, high));
  return standard === undefined ? option : option.default(standard);
}

function command(): Command {
  return new Command('devnet')
    .description('Runs a whole network on this machine: full nodes, timelord, farmers, harvesters and an introducer.')
    .addOption(number('nodes', 'N', 'full nodes', 1, 20, 2))
    .addOption(number('farmers', 'N', 'farmers', 1, 20, 1))
    .addOption(number('harvesters', 'N', 'harvesters', 1, 20, 1))
    .addOption(number('block-time', 'S', 'seconds a block should take', 3, 600, 6))
    .addOption(number('plots', 'N', 'plots, made while the network runs already', 1, 500, 12))
    .addOption(new Option('-k <K>', 'size of the plots').argParser(between('k', 18, 20)).default(18))
    .option('--data-dir <folder>', 'where everything is kept', '.devnet')
    .option('--reset', 'forget the old network and begin anew', false)
    .addOption(number('until-height', 'H', 'stop when every node has reached this height', 1, 1_000_000))
    .addOption(number('timeout', 'S', 'give up after so many seconds', 1, 1_000_000))
    .option('--json', 'one JSON object a line, the last one with the result', false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
}

/** The options on a command line, or the help text if that was asked for. */
export function parseOptions(argv: readonly string[]): DevnetOptions | { readonly help: string } {
  const parser = command();
  try {
    parser.parse([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { help: parser.helpInformation() };
    if (error instanceof CommanderError)
      throw new DevnetError('BAD_OPTION', `${error.message.replace(/^error: /, '')}; see --help`);
    throw error;
  }
  const { untilHeight = null, timeout = null, ...rest } = parser.opts();
  return { ...rest, untilHeight, timeout } as DevnetOptions;
}
