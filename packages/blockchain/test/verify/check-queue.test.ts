import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Blockchain, createBlockchain, memoryStores, type Verifier, withCache } from '../../src/index.ts';
import { CheckQueue } from '../../src/verify/check-queue.ts';
import { createChecks } from '../../src/verify/checks.ts';
import { verifierOf } from '../../src/verify/verifier-of.ts';
import { SETTINGS, verifier } from '../consensus/support/farm.ts';
import { grow, growChain, NOW_MS, type Node, networkOf } from '../support/tree.ts';

/** Work that ends when it is told to, and says when it was begun. */
function slowWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.set(name, () => resolve(name));
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
}

describe('the queue of checks', () => {
  test('begins what is wanted before what is not yet, each in its order', async () => {
    const { begun, work, end } = slowWork();
    const queue = new CheckQueue<string>(1);
    for (const name of ['a1', 'a2', 'a3']) void queue.run(name, work(name), true);
    for (const name of ['w1', 'w2']) void queue.run(name, work(name), false);
    for (const name of ['a1', 'w1', 'w2', 'a2']) await end(name);
    expect(begun).toEqual(['a1', 'w1', 'w2', 'a2', 'a3']);
  });

  test('moves what somebody waits for now behind what is wanted already', async () => {
    const { begun, work, end } = slowWork();
    const queue = new CheckQueue<string>(1);
    const [, , third] = ['a1', 'a2', 'a3'].map((name) => queue.run(name, work(name), true));
    void queue.run('w1', work('w1'), false);
    queue.hurry(third as Promise<string>);
    queue.hurry(third as Promise<string>);
    void queue.run('w2', work('w2'), false);
    for (const name of ['a1', 'w1', 'a3', 'w2']) await end(name);
    expect(begun).toEqual(['a1', 'w1', 'a3', 'w2', 'a2']);
    await end('a2');
    queue.hurry(third as Promise<string>);
    expect(await third).toBe('a3');
  });

  test('gives every answer, does no more at once than it may, and leaves nothing undone', async () => {
    const job = fc.record({
      ahead: fc.boolean(),
      fails: fc.boolean(),
      turns: fc.integer({ min: 1, max: 3 }),
      hurried: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(job, { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), async (jobs, width) => {
        const queue = new CheckQueue<string>(width);
        let working = 0;
        let most = 0;
        const answers = jobs.map(({ ahead, fails, turns }, at) =>
          queue.run(
            'job',
            async () => {
              working += 1;
              most = Math.max(most, working);
              for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
              working -= 1;
              if (fails) throw new RangeError(String(at));
              return at;
            },
            ahead,
          ),
        );
        for (const [at, { hurried }] of jobs.entries()) if (hurried) queue.hurry(answers[at] as Promise<number>);
        const settled = await Promise.allSettled(answers);
        expect(settled.map(({ status }) => status === 'rejected')).toEqual(jobs.map(({ fails }) => fails));
        expect(most).toBe(Math.min(width, jobs.length));
      }),
      { numRuns: 50 },
    );
  });

  test('fails what waits when it is cleared, and not what is under way', async () => {
    const { work, end } = slowWork();
    const queue = new CheckQueue<string>(1);
    const [first, second, third] = ['a', 'b', 'c'].map((name) => queue.run(name, work(name), name === 'c'));
    queue.clear((name) => new RangeError(name));
    await expect(second).rejects.toThrow('b');
    await expect(third).rejects.toThrow('c');
    await end('a');
    expect(await first).toBe('a');
  });
});

describe('a chain with one thread', () => {
  const checks = createChecks(SETTINGS);

  /** Checks one at a time, as a pool does; the log says which were begun, and whether somebody waited. */
  function oneThread(): {
    readonly log: { readonly check: string; readonly ahead: boolean }[];
    readonly pool: Verifier;
  } {
    const log: { check: string; ahead: boolean }[] = [];
    const queue = new CheckQueue<string>(1);
    const asked = (ahead: boolean): Verifier => {
      const others = verifierOf(
        (check, ...args) =>
          queue.run(
            check,
            async () => {
              log.push({ check, ahead });
              await new Promise((resolve) => setImmediate(resolve));
              return check === 'proofOfSpace' ? await verifier.proofOfSpace(args[0] as never) : checks[check](...args);
            },
            ahead,
          ) as never,
      );
      return others;
    };
    return {
      log,
      pool: withCache({ ...asked(false), ahead: asked(true) }, undefined, (answer) => queue.hurry(answer)),
    };
  }

  const open = async () => {
    const genesis = await grow(null);
    const { log, pool } = oneThread();
    const chain: Blockchain = await createBlockchain({ ...networkOf(genesis), stores: memoryStores(), pool });
    log.length = 0;
    return { genesis, chain, log };
  };

  test('adds a block before it goes on with what is pre-validated', async () => {
    const { genesis, chain, log } = await open();
    const [first, ...later] = (await growChain(genesis, 13)) as [Node, ...Node[]];
    const ahead = later.map(({ block }) => chain.preValidate(block));
    expect(await chain.receiveBlock(first.block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
    // Between two checks of the block, which are asked for one after the other, there is room for one of the others.
    const wanted = log.filter((entry) => !entry.ahead).length;
    expect(wanted).toBeGreaterThan(2);
    expect(log.length - wanted).toBeLessThanOrEqual(wanted + 1);
    expect((await Promise.all(ahead)).every((found) => found !== null)).toBe(true);
    await chain.close();
  });

  test('does not let a block wait behind others for a check that was asked for ahead', async () => {
    const { genesis, chain, log } = await open();
    const twins: Node[] = [];
    for (let at = 0; at < 12; at += 1) twins.push(await grow(genesis, { seconds: 20 + at }));
    const ahead = twins.map(({ block }) => chain.preValidate(block));
    const last = twins.at(-1) as Node;
    expect(await chain.receiveBlock(last.block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
    // Its plot signature was asked for ahead, behind eleven others, and is done as one of the first.
    const signatures = log.filter(({ check }) => check === 'signature').length;
    expect(signatures).toBeLessThan(8);
    await Promise.all(ahead);
    await chain.close();
  });
});
