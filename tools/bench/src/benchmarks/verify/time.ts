import { scheme } from '@salvia/proof-of-time';
import { expectTrue } from '../../errors.ts';
import { interleave } from '../../measure/interleave.ts';
import { mean } from '../../measure/statistics.ts';
import { timeOf } from '../../measure/time.ts';
import { average, type Figure, limit, part } from '../../report/figure.ts';
import { around, hash32 } from '../../samples/bytes.ts';
import { forgetDiscriminants, type TimeTask, timeClaim } from '../../samples/claims.ts';
import type { Surroundings } from '../benchmark.ts';

const LIMIT_MS = 300;
const WARM_UP = 2;

const iterations = 1000n;
const large: TimeTask = { vdfScheme: 'chiavdf', discriminantBits: 1024, iterations };
const small: TimeTask = { ...large, discriminantBits: 512 };
const older: TimeTask = { ...large, vdfScheme: 'chiavdf-0.12' };

/** Verifies proofs of different challenges, each once: the discriminant is searched for every time. */
function verifier(task: TimeTask, count: number): (round: number) => number {
  const claims = Array.from({ length: count }, (_, index) => timeClaim(task, index));
  forgetDiscriminants(task.vdfScheme);
  const { verify } = scheme(task.vdfScheme);
  return (round) => timeOf(() => expectTrue(verify(around(claims, round)), 'proof of time'));
}

export async function verifyTime({ runs, progress }: Surroundings): Promise<Figure[]> {
  const count = WARM_UP + runs;
  progress(`making 3 × ${count} proofs of time`);
  const { createDiscriminant } = scheme(large.vdfScheme);
  const search = (round: number) => timeOf(() => createDiscriminant(hash32('search', round), large.discriminantBits));
  const subjects = {
    large: verifier(large, count),
    small: verifier(small, count),
    older: verifier(older, count),
    search,
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
