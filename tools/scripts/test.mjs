/**
 * `npm test`: installs and builds what is missing, checks, then runs every test; the ones that start whole networks of
 * processes run alone, after the others. `npm test -- PATTERN …` runs only the test files whose path matches.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, checkCount } from './check.mjs';
import { prepare } from './prepare.mjs';
import { root, runBin } from './run.mjs';

const endToEnd = '/test/e2e/';
const results = mkdtempSync(join(tmpdir(), 'salvia-test-'));
const total = { passed: 0, failed: 0 };

function jest(name, args) {
  const outputFile = join(results, `${name}.json`);
  const status = runBin('jest/bin/jest.js', ['--json', `--outputFile=${outputFile}`, '--passWithNoTests', ...args], {
    env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings` },
    // The report goes to the file, the summary (jest's stderr) to our output.
    stdio: ['ignore', 'ignore', 1],
  });
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numRuntimeErrorTestSuites = 0,
  } = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : {};
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  total.passed += numPassedTests;
  total.failed += status !== 0 ? Math.max(1, failed) : failed;
}

function runChecks() {
  const failed = check();
  total.passed += checkCount - failed.length;
  total.failed += failed.length;
  if (failed.length > 0) console.error(`\nFailed checks: ${failed.join(', ')}`);
}

function runTests([mode, ...patterns]) {
  if (mode === 'vectors') return jest('vectors', ['tools/vectors/test', ...patterns]);
  if (mode !== undefined) return jest('selected', ['--runInBand', mode, ...patterns]);
  runChecks();
  jest('tests', ['--testPathIgnorePatterns', endToEnd]);
  return jest('end-to-end', ['--runInBand', '--testPathPatterns', endToEnd]);
}

process.chdir(root);
if (prepare() === 0) runTests(process.argv.slice(2));
else total.failed += 1;
rmSync(results, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
