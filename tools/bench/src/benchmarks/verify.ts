import type { Figure } from '../report/figure.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';
import { verifySignatures } from './verify/signatures.ts';
import { verifySpace } from './verify/space.ts';
import { verifyTime } from './verify/time.ts';

async function run(surroundings: Surroundings): Promise<Figure[]> {
  return [
    ...(await verifySpace(surroundings)),
    ...(await verifyTime(surroundings)),
    ...(await verifySignatures(surroundings)),
  ];
}

export const verify: Benchmark = {
  name: 'verify',
  summary: 'proof of space (limit 30 ms), proof of time (300 ms), signature (5 ms) and points, per back end',
  runs: 12,
  run,
};
