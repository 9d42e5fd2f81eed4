import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cable, createLab, type Lab, type LabHost, sweep, testNamespaces } from '@salvia/testkit';
import { until } from '../process.ts';
import { describeNetns } from './describe-netns.ts';

const port = 9000;
const server = `require('node:http').createServer((request, response) => response.end('hello')).listen(${port})`;
const question = (address: string) =>
  `fetch('http://${address}:${port}', { signal: AbortSignal.timeout(2000) }).then(() => process.exit(0), () => process.exit(3))`;

const testkit = fileURLToPath(new URL('../../../../testkit/dist/index.js', import.meta.url));
/** Makes a host with a process on it, says so, and waits to be killed. */
const crashing = `
  const { createLab } = await import(${JSON.stringify(testkit)});
  const lab = await createLab();
  const host = await lab.host('doomed', 'switch');
  const { pid } = host.spawn(['sleep', '1000'], '/dev/null');
  console.log(pid);
  setInterval(() => {}, 1000);`;

describeNetns('a lab of network namespaces', () => {
  let lab: Lab;
  let left: LabHost;
  let right: LabHost;
  let cable: Cable;
  const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
  const log = join(folder, 'log');
  const hears = async () => (await left.spawn([process.execPath, '-e', question(right.address)], log).ended) === 0;
  /** Who asked in vain for an address goes on to hold it for unreachable for a moment. */
  const hearsAgain = () => until(async () => (await hears()) || null, 20_000);
  const namespacesOf = async (pid = 0) => (await testNamespaces()).filter((name) => name.startsWith(`salvia-${pid}-`));

  beforeAll(async () => {
    lab = await createLab();
    left = await lab.host('left', 'one');
    right = await lab.host('right', 'other');
    right.spawn([process.execPath, '-e', server], log);
    await right.untilListening(port, 20_000);
  });
  afterAll(async () => {
    await lab.close();
    rmSync(folder, { recursive: true });
  });

  test('joins hosts by cables only, which are cut and healed', async () => {
    expect(await hears()).toBe(false);
    cable = await lab.connect('one', 'other');
    expect(await hearsAgain()).toBe(true);
    await cable.cut();
    expect(await hears()).toBe(false);
    await cable.heal();
    expect(await hearsAgain()).toBe(true);
  });

  test('lets the machine itself in by a door, and nobody else', async () => {
    const answer = await fetch(`http://127.0.0.1:${await right.door(port)}/`);
    expect(await answer.text()).toBe('hello');
    await expect(fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2000) })).rejects.toThrow();
  });

  test('leaves nothing behind when its process is killed', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', crashing]);
    const [pid] = (await once(child.stdout, 'data')) as [Buffer];
    expect(await namespacesOf(child.pid)).toHaveLength(2);
    child.kill('SIGKILL');
    await until(async () => ((await namespacesOf(child.pid)).length === 0 ? true : null), 20_000);
    const comm = () => {
      try {
        return readFileSync(`/proc/${Number(pid)}/comm`, 'utf8');
      } catch {
        return '';
      }
    };
    await until(() => (comm() === 'sleep\n' ? null : true), 20_000);
    await sweep();
    expect(await namespacesOf(process.pid)).toHaveLength(3); // ours are still there
  });
});
