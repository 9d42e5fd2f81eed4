import { describe, expect, test } from '@jest/globals';
import { createInterpreter } from '../../src/mainnet/interpreter.ts';
import { runShortestForm } from '../../src/mainnet/run-program.ts';
import { bytesOf, NIL_PROGRAM, program, quote } from './support.ts';

const FLAGS = 0xa0;
const LIMITS = { maxCost: 1000n, maxSteps: 2n ** 40n, maxValueSize: 60_000 };
/** Too little for the value. */
const SMALL = { ...LIMITS, maxValueSize: 10 };
const MALFORMED = ['', 'ff', 'ff01', 'ff0181', 'ff01fe02', 'ff01bf'];

describe('the interpreter', () => {
  test.each(MALFORMED)('would trap on malformed bytes: %s', (hex) => {
    expect(() => createInterpreter().run(bytesOf(hex), NIL_PROGRAM, FLAGS, LIMITS)).toThrow('unreachable');
    expect(() => createInterpreter().run(quote(NIL_PROGRAM), bytesOf(hex), FLAGS, LIMITS)).toThrow('unreachable');
  });

  test.each(MALFORMED)('is replaced after a trap, which is a failure of the program: %s', (hex) => {
    const limits = { maxCost: 1000n, strict: false };
    expect(() => runShortestForm(bytesOf(hex), NIL_PROGRAM, limits)).toThrow(
      expect.objectContaining({ code: 'EVALUATION_FAILED' }),
    );
    expect(runShortestForm(quote(program([7n])), NIL_PROGRAM, limits)).toMatchObject({
      cost: 20n,
      value: program([7n]),
    });
  });

  test('frees what it used: its memory does not grow from run to run', () => {
    const interpreter = createInterpreter();
    const large = quote(program([new Uint8Array(50_000)]));
    const run = () => interpreter.run(large, large, FLAGS, LIMITS);
    const values = new Set(Array.from({ length: 20 }, () => run().kind));
    const size = interpreter.memorySize();
    for (let time = 0; time < 500; time++) values.add(run().kind);
    for (let time = 0; time < 500; time++) values.add(interpreter.run(large, large, FLAGS, SMALL).kind);
    for (let time = 0; time < 500; time++) values.add(interpreter.run(bytesOf('ff0880'), large, FLAGS, SMALL).kind);
    expect(values).toEqual(new Set(['value', 'tooLarge', 'error']));
    expect(interpreter.memorySize()).toBe(size);
  });
});
