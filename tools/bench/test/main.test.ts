import { describe, expect, test } from '@jest/globals';
import { benchmarks } from '../src/benchmarks/index.ts';
import { run } from '../src/main.ts';

/** Runs a command line; what it wrote, and its exit code. */
async function bench(...argv: string[]) {
  let out = '';
  let err = '';
  const code = await run(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

describe('the benchmarks from the command line', () => {
  test('without a name they are listed', async () => {
    const { code, out, err } = await bench();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { name, summary } of benchmarks) {
      const lines = out.split('\n').filter((line) => line.startsWith(`  ${name} `) && line.endsWith(`  ${summary}`));
      expect(lines).toHaveLength(1);
    }
    const listed = JSON.parse((await bench('--json')).out);
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(benchmarks.map(({ name }) => name));
  });

  test('wrong use is explained on stderr, and in JSON if that was asked for', async () => {
    expect(await bench('nothing')).toMatchObject({ code: 2, out: '' });
    const { code, out, err } = await bench('nothing', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'UNKNOWN_BENCHMARK' } });
    expect(err).toMatch(/^bench: .*found "nothing", allowed: .*\n$/);
    expect((await bench('--help')).code).toBe(0);
  });

  test('a run writes one line of JSON with every figure and its ratios', async () => {
    const { code, out, err } = await bench('codec', '--runs', '1', '--json');
    expect(code).toBe(0);
    expect(err).toContain('bench codec: new_tip');
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ benchmark: 'codec', runs: 1, exceeded: [], machine: { node: process.version } });
    const ids = ['new_tip.encode', 'new_tip.decode', 'respond_block.encode', 'respond_block.decode'];
    expect(result.figures.map(({ id }: { id: string }) => id)).toEqual(ids);
    for (const figure of result.figures) {
      expect(figure).toMatchObject({ unit: '/s', label: expect.any(String), spread: expect.any(Object) });
      expect(figure.value).toBeGreaterThan(0);
      const [alone] = figure.ratios;
      expect(alone).toMatchObject({ kind: 'peer', name: 'cbor-x alone' });
      expect(alone.ratio).toBeCloseTo(figure.value / alone.value, 10);
    }
  });

  test('without --json it writes a table and what the machine was', async () => {
    const { code, out } = await bench('codec', '--runs', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/^new_tip encoded +\S+\/s .* × cbor-x alone/m);
    expect(out).toContain(`Node ${process.version}`);
  });
});
