import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createRpcClient } from '../src/index.ts';

const role = fileURLToPath(new URL('./fixtures/role.mjs', import.meta.url));

let folder = '';
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-process-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(argv: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [role, ...argv], { env: { PATH: process.env.PATH, ...environment } });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return { child, ended };
}

async function started(argv: string[] = []) {
  const readyFile = join(folder, 'ready.json');
  const process = run(['--rpc-port', '0', '--ready-file', readyFile, ...argv]);
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(folder, () => existsSync(readyFile) && done());
    const done = () => {
      watcher.close();
      resolve();
    };
    void process.ended.then(() => reject(new Error('ended before it was ready')));
    if (existsSync(readyFile)) done();
  });
  return { ...process, ready: JSON.parse(readFileSync(readyFile, 'utf8')), readyFile };
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('an orderly life', () => {
  test('ready file, health, JSON log, SIGTERM, exit code 0', async () => {
    const { child, ended, ready, readyFile } = await started();
    expect(ready).toEqual({ pid: child.pid, port: 4321, rpcPort: expect.any(Number) });
    expect(await createRpcClient(`http://127.0.0.1:${ready.rpcPort}`).healthy()).toBe(true);
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(existsSync(readyFile)).toBe(false);
    const messages = lines(stdout).map((line) => JSON.parse(line).msg);
    expect(messages.at(-1)).toBe('salvia-test has stopped');
  });

  test('a second signal does not wait', async () => {
    const { child, ended } = await started(['--mood', 'stuck']);
    child.kill('SIGINT');
    // Two signals that come before the first is handled are one.
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (text) => String(text).includes('told to stop') && resolve());
    });
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });

  test('help and version end with 0', async () => {
    expect(await run(['--version']).ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect(await run(['--help']).ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('failures', () => {
  test('a bad configuration: one line, exit code 2, nothing on stdout', async () => {
    const { code, stdout, stderr } = await run([], { SALVIA_MOOD: 'sour' }).ended;
    expect([code, stdout]).toEqual([2, '']);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain('SALVIA_MOOD');
  });

  test('a port in use: which one, which option, exit code 1', async () => {
    const { ready } = await started();
    const { code, stdout, stderr } = await run(['--rpc-port', String(ready.rpcPort)]).ended;
    expect(code).toBe(1);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(String(ready.rpcPort));
    expect(stderr).toContain('--rpc-port');
    expect(JSON.parse(lines(stdout).at(-1) ?? '{}').code).toBe('PORT_IN_USE');
  });

  test.each([
    ['broken', 'START_FAILED'],
    ['fatal', 'FATAL'],
    ['unhandled', 'UNHANDLED'],
  ])('%s ends with 1 and the code %s in the log', async (mood, code) => {
    const ended = await run(['--rpc-port', '0', '--mood', mood]).ended;
    expect(ended.code).toBe(1);
    expect(lines(ended.stderr)).toHaveLength(1);
    expect(lines(ended.stdout).map((line) => JSON.parse(line).code)).toContain(code);
  });
});
