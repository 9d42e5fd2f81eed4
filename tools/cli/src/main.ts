import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { roleFrom, runRole } from './roles.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/**
 * The salvia command. Exit codes: 0 done, 1 failed or found invalid, 2 the command line is wrong. `run` ends the process
 * by itself when its service ends.
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  // Options of a role are the role's own business, its --help included.
  const role = argv[0] === 'run' ? roleFrom(argv[1]) : null;
  if (role !== null) {
    await runRole(role, argv.slice(2));
    return Number(process.exitCode ?? 0);
  }
  try {
    await createProgram(terminal).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    return failed(error, argv.includes('--json'), terminal);
  }
}

function failed(error: unknown, json: boolean, terminal: Terminal): number {
  // Commander has printed help, version or its complaint already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const code = codeOf(error);
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ');
  if (json) terminal.out(`${JSON.stringify({ error: { code, message } })}\n`);
  terminal.err(`salvia: ${message}\n`);
  return exitCodeOf(error);
}

/** Coded errors of this and other packages (a bad network file) know their exit code. */
function exitCodeOf(error: unknown): number {
  const { exitCode } = (error ?? {}) as { exitCode?: unknown };
  return typeof exitCode === 'number' ? exitCode : 1;
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'FAILED';
}
