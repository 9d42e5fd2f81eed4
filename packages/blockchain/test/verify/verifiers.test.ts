import { describe, expect, test } from '@jest/globals';
import { type ClvmNode, listProgram, NIL, treeHash, writeGenerator, writeProgram } from '@salvia/clvm';
import { createVerifier, inlineVerifier, withCache } from '../../src/index.ts';
import { fill } from '../consensus/support/hex.ts';
import { CREATE_COIN, condition, freeHash } from '../support/spends.ts';
import { GENERATOR, LIMIT, MESSAGE, NETWORK, PUBLIC_KEY, SIGNATURE, SPENDS, TIME } from './claims.ts';
import { verifierCompliance } from './compliance.ts';

const nothing = async (): Promise<void> => undefined;

verifierCompliance('in place', () => ({ verifier: inlineVerifier(NETWORK), close: nothing }));
verifierCompliance('with a cache', () => ({ verifier: withCache(inlineVerifier(NETWORK)), close: nothing }));
verifierCompliance('in threads', () => {
  const verifier = createVerifier({ network: NETWORK, threads: 2 });
  return { verifier, close: verifier.close };
});

describe('a pool of threads', () => {
  test('follows the schemes and rules of its network', async () => {
    const other = createVerifier({
      network: { ...NETWORK, vdfScheme: 'chiavdf-0.12', coinRules: 'beta18' },
      threads: 1,
    });
    expect(await other.proofOfTime(TIME)).toBe(false);
    expect(await other.runGenerator(GENERATOR, LIMIT)).not.toMatchObject({ spends: SPENDS });
    await other.close();
  });

  test('leaves the event loop free meanwhile', async () => {
    const pool = createVerifier({ network: NETWORK, threads: 1 });
    let done = false;
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      if (!done) setImmediate(turn);
    };
    setImmediate(turn);
    await pool.proofOfTime(TIME);
    done = true;
    expect(turns).toBeGreaterThan(1);
    await pool.close();
  });

  test('fails what is still wanted when it closes', async () => {
    const pool = createVerifier({ network: NETWORK, threads: 1 });
    const wanted = pool.proofOfTime(TIME);
    const waiting = pool.ahead.signature(PUBLIC_KEY, MESSAGE, SIGNATURE);
    const outcomes = Promise.allSettled([wanted, waiting]);
    await pool.close();
    const closed = { status: 'rejected', reason: { code: 'POOL_CLOSED' } };
    expect(await outcomes).toMatchObject([closed, closed]);
  });
});

describe('a thread that runs out of memory', () => {
  /** Conditions that do nothing but take room once they are read. */
  const manyConditions = (count: number): Uint8Array => {
    const one = condition(CREATE_COIN, freeHash(1), 1n);
    let conditions: ClvmNode = NIL;
    for (let made = 0; made < count; made += 1) conditions = { first: one, rest: conditions };
    const quoted = writeProgram({ first: Uint8Array.of(1), rest: conditions });
    const spend = { coinName: fill(1), solution: listProgram(quoted, writeProgram(new Uint8Array())) };
    return writeGenerator([spend], 'mainnet');
  };
  const options = { maxCost: 1n << 60n, strict: false };

  test('takes its check with it, but not the pool', async () => {
    const pool = createVerifier({ network: NETWORK, threads: 1, memoryMiB: 8 });
    const small = manyConditions(10);
    expect(await pool.runGenerator(small, options)).toHaveProperty('cost');
    const large = pool.runGenerator(manyConditions(60_000), options);
    const others = [pool.proofOfTime(TIME), pool.signature(PUBLIC_KEY, MESSAGE, SIGNATURE)];
    await expect(large).rejects.toMatchObject({ code: 'OUT_OF_MEMORY', payload: { check: 'runGenerator' } });
    expect(await Promise.all(others)).toEqual([true, true]);
    expect(await pool.programHash(small)).toEqual(treeHash(small));
    await pool.close();
    await expect(pool.proofOfTime({ ...TIME, iterations: 7n })).rejects.toMatchObject({ code: 'POOL_CLOSED' });
  }, 60_000);
});
