import type { TimeClaim } from '@salvia/blockchain';
import { scheme } from '@salvia/proof-of-time';
import { expectTrue } from '../../errors.ts';
import { interleave } from '../../measure/interleave.ts';
import { mean } from '../../measure/statistics.ts';
import { timeOf } from '../../measure/time.ts';
import { average, type Figure, limit, part } from '../../report/figure.ts';
import { around } from '../../samples/bytes.ts';
import { forgetDiscriminants, type TimeTask, timeClaim } from '../../samples/claims.ts';
import type { Surroundings } from '../benchmark.ts';

const LIMIT_MS = 300;
const WARM_UP = 2;

const iterations = 1000n;
const large: TimeTask = { vdfScheme: 'chiavdf', discriminantBits: 1024, iterations };
const small: TimeTask = { ...large, discriminantBits: 512 };
const older: TimeTask = { ...large, vdfScheme: 'chiavdf-0.12' };

/** Proofs of different challenges, each verified once: the discriminant is searched for every time. */
function verifying({ vdfScheme }: TimeTask, claims: readonly TimeClaim[]): (round: number) => number {
  const { verify } = scheme(vdfScheme);
  return (round) => timeOf(() => expectTrue(verify(around(claims, round)), 'proof of time'));
}

export async function verifyTime({ runs, progress }: Surroundings): Promise<Figure[]> {
  const count = WARM_UP + runs;
  progress(`making 3 × ${count} proofs of time`);
  const prove = (task: TimeTask) => Array.from({ length: count }, (_, index) => timeClaim(task, index));
  const claims = { large: prove(large), small: prove(small), older: prove(older) };
  for (const { vdfScheme } of [large, older]) forgetDiscriminants(vdfScheme);
  const search = ({ challenge, discriminantBits }: TimeClaim) =>
    timeOf(() => scheme(large.vdfScheme).createDiscriminant(challenge, discriminantBits));
  const subjects = {
    large: verifying(large, claims.large),
    small: verifying(small, claims.small),
    older: verifying(older, claims.older),
    search: (round: number) => search(around(claims.large, round)),
  };
  const onRound = (done: number, of: number) => progress(`proofs of time, round ${done} of ${of}`);
  const samples = await interleave(subjects, { rounds: runs, warmUp: WARM_UP, onRound });
  const whole = mean(samples.large);
  const label = 'proof of time, discriminant included';
  return [
    average({ id: 'proofOfTime1024', label: `${label}, 1024 bits`, unit: 'ms' }, samples.large, limit(LIMIT_MS)),
    average(
      { id: 'proofOfTime1024Older', label: `${label}, 1024 bits, ${older.vdfScheme}`, unit: 'ms' },
      samples.older,
      limit(LIMIT_MS),
      part(large.vdfScheme, whole),
    ),
    average({ id: 'proofOfTime512', label: `${label}, 512 bits`, unit: 'ms' }, samples.small, part('1024 bits', whole)),
    average(
      { id: 'discriminant1024', label: 'discriminant, 1024 bits', unit: 'ms' },
      samples.search,
      part('proof', whole),
    ),
  ];
}
