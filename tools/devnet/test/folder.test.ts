import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { emptyFolder } from '../src/plan/folder.ts';
import { layout } from '../src/plan/layout.ts';
import { choosePorts } from '../src/plan/ports.ts';
import { loadPlan, saveJson } from '../src/plan/saved-plan.ts';
import { lockFolder } from '../src/processes/lock.ts';

const root = mkdtempSync(join(tmpdir(), 'devnet-'));
const places = layout(root);
afterAll(() => rmSync(root, { recursive: true }));

describe('the folder of a devnet', () => {
  test('remembers its plan', () => {
    const plan = {
      version: 1 as const,
      k: 18,
      blockTime: 6,
      rewardAddress: 'x',
      ports: { a: { port: 1, rpcPort: 2 } },
    };
    saveJson(places.plan, plan);
    expect(loadPlan(places)).toEqual(plan);
  });

  test.each([['{"version": 2}'], ['not json'], ['{}']])('refuses a damaged plan: %s', (text) => {
    writeFileSync(places.plan, text);
    expect(() => loadPlan(places)).toThrow(expect.objectContaining({ code: 'BAD_DATA_DIR' }));
  });

  test('is for one devnet at a time; the lock of a dead one does not count', () => {
    writeFileSync(places.lock, '999999999');
    const unlock = lockFolder(places);
    expect(readFileSync(places.lock, 'utf8')).toBe(`${process.pid}`);
    unlock();
    expect(existsSync(places.lock)).toBe(false);
  });

  test('is emptied but for its lock', () => {
    const unlock = lockFolder(places);
    emptyFolder(places);
    expect([existsSync(places.lock), existsSync(places.plan)]).toEqual([true, false]);
    unlock();
  });
});

describe('ports', () => {
  const services = [
    { name: 'a', role: 'farmer', dials: [] },
    { name: 'b', role: 'farmer', dials: [] },
  ] as const;

  test('are kept while they are free, and no two services get the same', async () => {
    const first = await choosePorts(services);
    expect(await choosePorts(services, first)).toEqual(first);
    const all = Object.values(first).flatMap(({ port, rpcPort }) => [port, rpcPort]);
    expect(new Set(all).size).toBe(4);
  });

  test('that are taken are passed over', async () => {
    const blocker = createServer();
    const taken = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    );
    const chosen = await choosePorts(services, { a: { port: taken, rpcPort: taken } });
    blocker.close();
    expect(chosen.a?.port).not.toBe(taken);
  });
});
