import { describe, expect, test } from '@jest/globals';
import { findBenchmark } from '../src/benchmarks/index.ts';
import { BenchError } from '../src/errors.ts';
import { parseOptions, sizeFor } from '../src/options.ts';

const errorOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof BenchError ? `${error.code} ${error.exitCode}` : 'not coded';
  }
  return 'nothing thrown';
};

describe('the command line of the benchmarks', () => {
  test('what is not said has its default', () => {
    expect(parseOptions([])).toEqual({ name: null, runs: null, json: false, sizes: {} });
    expect(parseOptions(['plot'])).toEqual({ name: 'plot', runs: null, json: false, sizes: {} });
  });

  test('options are read wherever they stand', () => {
    const wanted = { name: 'codec', runs: 3, json: true, sizes: {} };
    expect(parseOptions(['codec', '--runs', '3', '--json'])).toEqual(wanted);
    expect(parseOptions(['--json', '--runs=3', 'codec'])).toEqual(wanted);
  });

  test('help is a text, not an error', () => {
    expect(parseOptions(['--help'])).toEqual({ help: expect.stringContaining('Exit code:') });
  });

  test.each([
    [['--runs', '0', 'plot']],
    [['--runs', '1.5', 'plot']],
    [['--runs', '1001', 'plot']],
    [['--runs', 'many', 'plot']],
    [['--runs']],
    [['--fast', 'plot']],
    [['plot', 'verify']],
    [['blockchain', '--blocks', '1']],
  ])('%j is wrong use', (argv) => {
    expect(errorOf(() => parseOptions(argv))).toBe('BAD_OPTION 2');
  });

  test("a size is its own benchmark's, which has one by itself", () => {
    const blockchain = findBenchmark('blockchain');
    expect(parseOptions(['blockchain', '--blocks', '20'])).toMatchObject({ sizes: { blocks: 20 } });
    expect(sizeFor(blockchain, { blocks: 20 })).toBe(20);
    expect(sizeFor(blockchain, {})).toBe(1000);
    expect(sizeFor(findBenchmark('codec'), {})).toBe(0);
    for (const name of ['codec', 'headers']) {
      expect(errorOf(() => sizeFor(findBenchmark(name), { blocks: 20 }))).toBe('BAD_OPTION 2');
    }
  });

  test('a benchmark that does not exist is wrong use', () => {
    expect(findBenchmark('loop').name).toBe('loop');
    expect(errorOf(() => findBenchmark('toString'))).toBe('UNKNOWN_BENCHMARK 2');
  });
});
