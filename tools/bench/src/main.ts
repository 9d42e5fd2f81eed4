import { type Benchmark, benchmarks, findBenchmark } from './benchmarks/index.ts';
import { BenchError } from './errors.ts';
import { type BenchOptions, parseOptions, sizeFor } from './options.ts';
import { describeMachine, jsonOf, type Result, resultOf } from './report/result.ts';
import { formatTable } from './report/text.ts';
import { KEPT, withFolder } from './samples/folder.ts';

/** Where the command line writes. */
export interface Output {
  /** The result. */
  out(text: string): void;
  /** Progress and errors. */
  err(text: string): void;
}

const standard: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** The command line of the benchmarks. Sets the exit code: 0 done, 1 failed or above a limit, 2 wrong use. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await run(argv, standard);
}

/** @returns the exit code */
export async function run(argv: readonly string[], output: Output): Promise<number> {
  const json = argv.includes('--json');
  try {
    const options = parseOptions(argv);
    if ('help' in options) output.out(options.help);
    else if (options.name === null) output.out(listOf(options.json));
    else return await runOne(findBenchmark(options.name), options, output);
    return 0;
  } catch (error) {
    const { code, message } = describe(error);
    output.err(`bench: ${message}\n`);
    if (json) output.out(`${JSON.stringify({ error: { code, message } })}\n`);
    return error instanceof BenchError ? error.exitCode : 1;
  }
}

async function runOne(benchmark: Benchmark, { runs, json, sizes }: BenchOptions, output: Output): Promise<number> {
  const size = sizeFor(benchmark, sizes);
  const progress = (text: string) => output.err(`bench ${benchmark.name}: ${text}\n`);
  const machine = describeMachine();
  const count = runs ?? benchmark.runs;
  const figures = await withFolder((folder) => benchmark.run({ runs: count, size, folder, kept: KEPT, progress }));
  const result = resultOf(benchmark.name, count, machine, figures);
  output.out(json ? `${jsonOf(result)}\n` : textOf(result));
  for (const label of result.exceeded) progress(`above its limit: ${label}`);
  return result.exceeded.length === 0 ? 0 : 1;
}

function textOf({ figures, machine }: Result): string {
  const { node, cpu, cores, load } = machine;
  return `${formatTable(figures)}\nNode ${node}, ${cores} cores of ${cpu}, load ${load} before the run.\n`;
}

function listOf(json: boolean): string {
  if (json) return `${JSON.stringify(benchmarks.map(({ name, summary }) => ({ name, summary })))}\n`;
  const width = Math.max(...benchmarks.map(({ name }) => name.length));
  const lines = benchmarks.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`);
  return `Benchmarks (npm run bench -- <name>):\n${lines.join('')}`;
}

function describe(error: unknown): { code: string; message: string } {
  const code = (error as { code?: unknown } | null)?.code;
  return {
    code: typeof code === 'string' ? code : 'FAILED',
    message: error instanceof Error ? error.message : String(error),
  };
}
