import { BenchError } from '../errors.ts';
import type { Benchmark } from './benchmark.ts';
import { blockchain } from './blockchain.ts';
import { blocks } from './blocks.ts';
import { codec } from './codec.ts';
import { headers } from './headers.ts';
import { loop } from './loop.ts';
import { plot } from './plot.ts';
import { sync } from './sync.ts';
import { vdf } from './vdf.ts';
import { verify } from './verify.ts';
import { wallet } from './wallet.ts';
import { wire } from './wire.ts';

export type { Benchmark } from './benchmark.ts';

export const benchmarks: readonly Benchmark[] = [
  plot,
  verify,
  loop,
  vdf,
  codec,
  blockchain,
  blocks,
  headers,
  wire,
  sync,
  wallet,
];

/** @throws BenchError UNKNOWN_BENCHMARK */
export function findBenchmark(wanted: string): Benchmark {
  const found = benchmarks.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = benchmarks.map(({ name }) => name).join(', ');
  throw new BenchError('UNKNOWN_BENCHMARK', `benchmark: found "${wanted}", allowed: ${names}`);
}
