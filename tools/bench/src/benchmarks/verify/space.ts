import { verifyProof } from '@salvia/proof-of-space';
import { expectTrue } from '../../errors.ts';
import { interleave } from '../../measure/interleave.ts';
import { timeOf } from '../../measure/time.ts';
import { type Figure, limit, typical } from '../../report/figure.ts';
import { around } from '../../samples/bytes.ts';
import { spaceClaims } from '../../samples/claims.ts';
import { K, withPlot } from '../../samples/plot.ts';
import type { Surroundings } from '../benchmark.ts';

const LIMIT_MS = 30;
const WARM_UP = 10;

export async function verifySpace({ runs, folder, progress }: Surroundings): Promise<Figure[]> {
  progress(`making a plot and ${WARM_UP + runs} proofs of space`);
  const claims = await withPlot(folder, (plot) => spaceClaims(plot, WARM_UP + runs));
  const verifyOne = (round: number) =>
    timeOf(() => expectTrue(verifyProof(around(claims, round)) !== null, 'proof of space'));
  const { space } = await interleave({ space: verifyOne }, { rounds: runs, warmUp: WARM_UP });
  return [typical({ id: 'proofOfSpace', label: `proof of space, k = ${K}`, unit: 'ms' }, space, limit(LIMIT_MS))];
}
