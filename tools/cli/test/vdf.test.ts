import { describe, expect, test } from '@jest/globals';
import { scheme } from '@salvia/proof-of-time';
import { salvia, salviaJson } from './support/salvia.ts';

const challenge = '5a'.repeat(32);

interface Proof {
  readonly a: string;
  readonly b: string;
  readonly witnessType: number;
  readonly witness: string;
}

describe.each(['chiavdf', 'chiavdf-0.12'] as const)('%s', (name) => {
  const group = ['--bits', '256', '--scheme', name];
  const proofOptions = ({ a, b, witnessType, witness }: Proof) => [
    '--a',
    a,
    '--b',
    b,
    '--witness-type',
    String(witnessType),
    '--witness',
    witness,
  ];

  test('discriminant', async () => {
    const value = -scheme(name).createDiscriminant(new Uint8Array(32).fill(0x5a), 256);
    expect((await salvia('vdf', 'discriminant', challenge, ...group)).out).toBe(`-0x${value.toString(16)}\n`);
  });

  test.each([[[]], [['--segments', '40,60']]])('what is proven verifies %j', async (segments) => {
    const proof = await salviaJson<Proof>('vdf', 'prove', challenge, '--iterations', '100', ...segments, ...group);
    const verify = (iterations: string) =>
      salvia('vdf', 'verify', challenge, '--iterations', iterations, ...proofOptions(proof), ...group);
    expect(await verify('100')).toMatchObject({ code: 0, out: 'valid\n' });
    expect(await verify('101')).toMatchObject({ code: 1, out: '' });
  });
});

test('an invalid proof is a coded failure in JSON', async () => {
  const { code, out } = await salvia(
    'vdf',
    'verify',
    challenge,
    '--iterations',
    '1',
    '--a',
    '1',
    '--b',
    '-0x1',
    '--witness',
    '',
    '--json',
  );
  expect([code, JSON.parse(out)]).toEqual([1, { error: { code: 'INVALID', message: expect.any(String) } }]);
});

test.each([
  [['vdf', 'discriminant', '00']],
  [['vdf', 'discriminant', challenge, '--bits', '4096']],
  [['vdf', 'prove', challenge]],
  [['vdf', 'prove', challenge, '--iterations', '18446744073709551616']],
  [['vdf', 'prove', challenge, '--iterations', '-1']],
  [['vdf', 'verify', challenge, '--iterations', '1', '--a', 'x', '--b', '1', '--witness', '00']],
])('%j is a wrong command line', async (argv) => {
  expect((await salvia(...argv)).code).toBe(2);
});
