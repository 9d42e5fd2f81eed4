import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NetnsError } from './netns-error.ts';

const exec = promisify(execFile);

/** Runs a system command to its end; what it printed. Throws COMMAND_FAILED. */
export async function run(program: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await exec(program, args);
    return stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new NetnsError('COMMAND_FAILED', `${program} ${args.join(' ')}: ${stderr?.trim() || message}`);
  }
}

/** `ip` within a network namespace. */
export const ipIn = (namespace: string, ...args: readonly string[]): Promise<string> =>
  run('ip', '-n', namespace, ...args);
