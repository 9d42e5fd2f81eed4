/** Runs a command with our terminal, and tells how it ended. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };

/** Exit code of `command`, run in the workspace root; 1 where it could not be started or was killed. */
export function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment, ...options });
  return status ?? 1;
}

/** Runs a script of an installed package, without the cost of npx. */
export const runBin = (script, args, options) =>
  run(process.execPath, [join(root, 'node_modules', script), ...args], options);

export const nx = (...args) => runBin('nx/dist/bin/nx.js', args);
