import { describe, expect, test } from '@jest/globals';
import { DevnetError } from '../src/errors.ts';
import { parseOptions } from '../src/plan/options.ts';

const codeOf = (argv: string[]): string | null => {
  try {
    parseOptions(argv);
    return null;
  } catch (error) {
    return error instanceof DevnetError
      ? `${error.code} ${error.exitCode} ${error.message.split(':')[0]}`
      : 'not coded';
  }
};

describe('the command line of the devnet', () => {
  test('without options a small network is run until it is stopped', () => {
    expect(parseOptions([])).toEqual({
      nodes: 2,
      farmers: 1,
      harvesters: 1,
      blockTime: 6,
      plots: 12,
      k: 18,
      dataDir: '.devnet',
      reset: false,
      untilHeight: null,
      timeout: null,
      json: false,
    });
  });

  test('every option is read', () => {
    const text = '--nodes 4 --farmers 2 --harvesters 3 --block-time 10 --plots 20 -k 19 --data-dir x --reset';
    expect(parseOptions([...text.split(' '), '--until-height', '12', '--timeout', '400', '--json'])).toEqual({
      nodes: 4,
      farmers: 2,
      harvesters: 3,
      blockTime: 10,
      plots: 20,
      k: 19,
      dataDir: 'x',
      reset: true,
      untilHeight: 12,
      timeout: 400,
      json: true,
    });
  });

  test.each([
    [['--nodes', '0'], '--nodes'],
    [['--nodes', '2.5'], '--nodes'],
    [['--block-time', 'soon'], '--block-time'],
    [['-k', '17'], '--k'],
    [['-k', '21'], '--k'],
    [['--timeout', '-1'], '--timeout'],
  ])('%j is refused with the option, what was found and what is allowed', (argv, option) => {
    expect(codeOf(argv)).toBe(`BAD_OPTION 2 ${option}`);
  });

  test.each([[['--nonsense']], [['stray']]])('%j is refused', (argv) => {
    expect(codeOf(argv)).toMatch(/^BAD_OPTION 2/);
  });

  test('help is text, not an error', () => {
    const parsed = parseOptions(['--help']);
    expect('help' in parsed && parsed.help).toMatch(/--until-height/);
  });
});
