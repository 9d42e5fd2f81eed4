export { type Benchmark, benchmarks, findBenchmark } from './benchmarks/index.ts';
export type { Figure, Ratio } from './report/figure.ts';
export type { Result } from './report/result.ts';
