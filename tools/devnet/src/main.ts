import { DevnetError } from './errors.ts';
import { type DevnetOptions, parseOptions } from './plan/options.ts';
import { runDevnet } from './run.ts';

/** The command line of the devnet. Sets the exit code: 0 done, 1 failed, 2 wrong use. */
export async function main(argv: readonly string[]): Promise<void> {
  let options: DevnetOptions | null = null;
  try {
    const parsed = parseOptions(argv);
    if ('help' in parsed) {
      process.stdout.write(parsed.help);
      return;
    }
    options = parsed;
    await runDevnet(options);
  } catch (error) {
    process.exitCode = explain(error, options?.json ?? false);
  }
}

function explain(error: unknown, json: boolean): number {
  const known = error instanceof DevnetError;
  const code = known ? error.code : 'FAILED';
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`devnet: ${message}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  return known ? error.exitCode : 1;
}
