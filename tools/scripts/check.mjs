/** Everything that is checked without running the code: format, project references, types, examples, lint, boundaries, unused code. */
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { nx, runBin } from './run.mjs';

const checks = [
  ['format', () => runBin('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])],
  ['project references', () => nx('sync:check')],
  ['types', () => nx('run-many', '-t', 'typecheck', '--outputStyle=static')],
  ['examples', () => runBin('../tools/scripts/examples.mjs', [])],
  ['lint', () => runBin('../tools/scripts/lint.mjs', [])],
  ['unused code', () => runBin('knip/bin/knip.js', ['--no-progress'])],
];

/** Runs all checks, also after one failed, and returns the names of the failed ones. */
export function check() {
  return checks.flatMap(([name, run]) => {
    console.log(`\n— ${name}`);
    return run() === 0 ? [] : [name];
  });
}

export const checkCount = checks.length;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failed = prepare() === 0 ? check() : ['build'];
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
