import { describe, expect, test } from '@jest/globals';
import { findBenchmark } from '../src/benchmarks/index.ts';
import { BenchError } from '../src/errors.ts';
import { parseOptions } from '../src/options.ts';

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
    expect(parseOptions([])).toEqual({ name: null, runs: null, json: false });
    expect(parseOptions(['plot'])).toEqual({ name: 'plot', runs: null, json: false });
  });

  test('options are read wherever they stand', () => {
    const wanted = { name: 'codec', runs: 3, json: true };
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
  ])('%j is wrong use', (argv) => {
    expect(errorOf(() => parseOptions(argv))).toBe('BAD_OPTION 2');
  });

  test('a benchmark that does not exist is wrong use', () => {
    expect(findBenchmark('loop').name).toBe('loop');
    expect(errorOf(() => findBenchmark('toString'))).toBe('UNKNOWN_BENCHMARK 2');
  });
});
