import { describe, expect, test } from '@jest/globals';
import { createVerifier, inlineVerifier, withCache } from '../../src/index.ts';
import { TIME } from './claims.ts';
import { verifierCompliance } from './compliance.ts';

const network = { vdfScheme: 'chiavdf' } as const;
const nothing = async (): Promise<void> => undefined;

verifierCompliance('in place', () => ({ verifier: inlineVerifier(network), close: nothing }));
verifierCompliance('with a cache', () => ({ verifier: withCache(inlineVerifier(network)), close: nothing }));
verifierCompliance('in threads', () => {
  const verifier = createVerifier({ network, threads: 2 });
  return { verifier, close: verifier.close };
});

describe('a pool of threads', () => {
  test('follows the scheme of its network', async () => {
    const other = createVerifier({ network: { vdfScheme: 'chiavdf-0.12' }, threads: 1 });
    expect(await other.proofOfTime(TIME)).toBe(false);
    await other.close();
  });

  test('leaves the event loop free meanwhile', async () => {
    const pool = createVerifier({ network, threads: 1 });
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
    const pool = createVerifier({ network, threads: 1 });
    const wanted = pool.proofOfTime(TIME);
    const outcome = wanted.then(
      () => 'answered',
      () => 'failed',
    );
    await pool.close();
    expect(await outcome).toBe('failed');
  });
});
