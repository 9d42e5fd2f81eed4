import { describe, expect, test } from '@jest/globals';
import { createPlotReader, type OpenPlot } from '../src/plots/plot-reader.ts';

/** A plot file that counts what is done with it. */
function fakePlot(events: string[], name: string): OpenPlot {
  return {
    id: new Uint8Array(32),
    k: 18,
    memo: new Uint8Array(128),
    qualities: async () => [],
    proof: async () => new Uint8Array(),
    close: async () => void events.push(`close ${name}`),
  };
}

const coded = (code: string) => Object.assign(new Error(code), { code });

describe('reading', () => {
  test('a failed read opens the file anew and tries once more', async () => {
    const events: string[] = [];
    const first = fakePlot(events, 'first');
    const second = fakePlot(events, 'second');
    const reader = createPlotReader(first, async () => second);
    const used: OpenPlot[] = [];
    const result = await reader.read(async (plot) => {
      used.push(plot);
      if (plot === first) throw coded('UNREADABLE');
      return 'read';
    });
    expect(result).toBe('read');
    expect(used).toEqual([first, second]);
    expect(events).toEqual(['close first']);
  });

  test('two readers that fail together open the file once', async () => {
    const events: string[] = [];
    const first = fakePlot(events, 'first');
    let opened = 0;
    const reader = createPlotReader(first, async () => {
      opened += 1;
      return fakePlot(events, 'again');
    });
    const work = async (plot: OpenPlot) => {
      await new Promise(setImmediate);
      if (plot === first) throw coded('UNREADABLE');
      return true;
    };
    expect(await Promise.all([reader.read(work), reader.read(work)])).toEqual([true, true]);
    expect(opened).toBe(1);
  });

  test('the second failure is the caller’s', async () => {
    const reader = createPlotReader(fakePlot([], 'a'), async () => fakePlot([], 'b'));
    const read = reader.read(async () => {
      throw coded('CORRUPT');
    });
    await expect(read).rejects.toMatchObject({ code: 'CORRUPT' });
  });

  test('a file that cannot be opened anew now may be later', async () => {
    const first = fakePlot([], 'first');
    let present = false;
    const reader = createPlotReader(first, async () => {
      if (!present) throw coded('UNREADABLE');
      return fakePlot([], 'second');
    });
    const work = async (plot: OpenPlot) => {
      if (plot === first) throw coded('CLOSED');
      return 'read';
    };
    await expect(reader.read(work)).rejects.toMatchObject({ code: 'UNREADABLE' });
    present = true;
    expect(await reader.read(work)).toBe('read');
  });

  test('a proof that does not exist is no reason to open the file anew', async () => {
    let opened = 0;
    const reader = createPlotReader(fakePlot([], 'a'), async () => {
      opened += 1;
      return fakePlot([], 'b');
    });
    const read = reader.read(async () => {
      throw coded('NO_SUCH_PROOF');
    });
    await expect(read).rejects.toMatchObject({ code: 'NO_SUCH_PROOF' });
    expect(opened).toBe(0);
  });
});

describe('closing', () => {
  test('waits for who reads, and refuses who comes later', async () => {
    const events: string[] = [];
    const reader = createPlotReader(fakePlot(events, 'plot'), async () => fakePlot(events, 'other'));
    let finish = () => {};
    const reading = reader.read(() => new Promise<void>((resolve) => (finish = resolve)));
    await new Promise(setImmediate);
    const closing = reader.close();
    await expect(reader.read(async () => 1)).rejects.toMatchObject({ code: 'PLOT_RETIRED' });
    expect(events).toEqual([]);
    finish();
    await Promise.all([reading, closing]);
    expect(events).toEqual(['close plot']);
  });

  test('twice is once', async () => {
    const events: string[] = [];
    const reader = createPlotReader(fakePlot(events, 'plot'), async () => fakePlot(events, 'other'));
    await Promise.all([reader.close(), reader.close()]);
    expect(events).toEqual(['close plot']);
  });
});
