import { Command, CommanderError, Option } from 'commander';
import type { Benchmark } from './benchmarks/benchmark.ts';
import { benchmarks } from './benchmarks/index.ts';
import { BenchError } from './errors.ts';

export interface BenchOptions {
  /** null: show which there are. */
  readonly name: string | null;
  /** Samples per figure; null: as many as the benchmark finds right. */
  readonly runs: number | null;
  readonly json: boolean;
  /** Those given, by the name of their option. */
  readonly sizes: Readonly<Record<string, number>>;
}

const MAX_RUNS = 1000;

const wholeNumber = (option: string, min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new BenchError('BAD_OPTION', `--${option}: found "${text}", allowed: a whole number from ${min} to ${max}`);
};

/** One option for each kind of size; benchmarks that count the same share it. */
const sizeOptions = () =>
  [...new Set(benchmarks.flatMap(({ size }) => size?.option ?? []))].map((option) => {
    const users = benchmarks.filter(({ size }) => size?.option === option);
    const usual = users.map(
      ({ name, size }) => `"${name}" measures with, usually ${size?.usual.toLocaleString('en-US')}`,
    );
    const min = Math.min(...users.map(({ size }) => size?.min ?? 0));
    const max = Math.max(...users.map(({ size }) => size?.max ?? 0));
    return new Option(`--${option} <N>`, `how many ${option} ${usual.join(', ')}`).argParser(
      wholeNumber(option, min, max),
    );
  });

function command(): Command {
  const program = new Command('bench')
    .description('Measures how fast the parts of the node are, each against a limit, a peer or its fallback.')
    .argument('[name]', 'the benchmark; without it, all are listed')
    .addOption(new Option('--runs <N>', 'how often everything is measured').argParser(wholeNumber('runs', 1, MAX_RUNS)))
    .option('--json', 'the last line is the result in JSON', false)
    .addHelpText('after', '\nExit code: 0 done, 1 failed or above a limit, 2 wrong use.')
    .exitOverride();
  for (const option of sizeOptions()) program.addOption(option);
  return program;
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
  const { runs = null, json, ...sizes } = parser.opts<{ runs?: number; json: boolean } & Record<string, number>>();
  return { name: parser.args[0] ?? null, runs, json, sizes };
}

/** The size that a benchmark is to have. @throws BenchError BAD_OPTION for a size that it does not have */
export function sizeFor({ name, size }: Benchmark, sizes: BenchOptions['sizes']): number {
  const stranger = Object.keys(sizes).find((option) => option !== size?.option);
  if (stranger !== undefined) {
    const allowed = size === undefined ? 'no size' : `--${size.option}`;
    throw new BenchError('BAD_OPTION', `benchmark "${name}": found --${stranger}, allowed: ${allowed}`);
  }
  if (size === undefined) return 0;
  const { option, usual, min, max } = size;
  return wholeNumber(option, min, max)(String(sizes[option] ?? usual));
}
