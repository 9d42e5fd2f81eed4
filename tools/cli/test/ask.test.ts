import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { ask } from '../src/ask.ts';

/** A terminal in raw mode, as the line editor needs it: it says what is asked of it. */
class Keyboard extends PassThrough {
  readonly isTTY = true;
  readonly modes: boolean[] = [];

  setRawMode(raw: boolean): this {
    this.modes.push(raw);
    return this;
  }
}

function start(hidden: boolean) {
  const input = new Keyboard();
  const output = new PassThrough();
  const answer = ask({ input, output }, 'Secret: ', hidden);
  return { input, answer, seen: () => String(output.read() ?? '') };
}

const refusal = expect.objectContaining({ code: 'FAILED' });

describe('a question', () => {
  test('hides what is typed, and gives the terminal back', async () => {
    const { input, answer, seen } = start(true);
    input.write('correct horse\r');
    expect(await answer).toBe('correct horse');
    expect(seen()).toBe('Secret: \n');
    expect(input.modes).toEqual([true, false]);
  });

  test('shows what need not be hidden', async () => {
    const { input, answer, seen } = start(false);
    input.write('yes\r');
    expect(await answer).toBe('yes');
    expect(seen()).toContain('yes');
  });

  test('lets mistakes be corrected', async () => {
    const { input, answer } = start(true);
    input.write('wrong\u0015rigt\u007fht\r');
    expect(await answer).toBe('right');
  });

  test.each([
    ['an interrupt', '\u0003'],
    ['the end of the input', '\u0004'],
  ])('has no answer after %s', async (_case, key) => {
    const { input, answer, seen } = start(true);
    input.write(`half${key === '\u0004' ? '\u0015' : ''}`);
    input.write(key);
    await expect(answer).rejects.toEqual(refusal);
    expect(seen()).not.toContain('half');
    expect(input.modes.at(-1)).toBe(false);
  });
});
