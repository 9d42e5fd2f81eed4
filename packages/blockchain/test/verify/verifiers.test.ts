import { describe, expect, test } from '@jest/globals';
import { createVerifier, inlineVerifier, withCache } from '../../src/index.ts';
import { GENERATOR, LIMIT, NETWORK, SPENDS, TIME } from './claims.ts';
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
    const outcome = wanted.then(
      () => 'answered',
      () => 'failed',
    );
    await pool.close();
    expect(await outcome).toBe('failed');
  });
});
