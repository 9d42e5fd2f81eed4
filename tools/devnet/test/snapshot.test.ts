import { describe, expect, test } from '@jest/globals';
import { formatBar } from '../src/ui/bar.ts';
import { createScreen } from '../src/ui/screen.ts';
import { formatLine, formatSnapshot } from '../src/ui/table.ts';
import { resultOf } from '../src/watch/result.ts';
import { hasReached, type NodeRow, type Snapshot, topHeight } from '../src/watch/snapshot.ts';

const node = (name: string, height: number, lca: string): NodeRow => ({
  name,
  height,
  lca,
  lcaHeight: height - 2,
  tips: [height, height - 1, height - 2],
  blockSeconds: 6.25,
  peers: 3,
});

const snapshot = (...nodes: NodeRow[]): Snapshot => ({
  nodes,
  roles: [
    { name: 'node-1', role: 'full-node', rssMb: 101.4 },
    { name: 'farmer-1', role: 'farmer', rssMb: null },
  ],
  iterationsPerSecond: 65_432.1,
  plots: 4,
  wallet: { height: 10, confirmed: 500_016_000_000_000_001n, spendable: 2_000_000_000_000n },
});

describe('whether a height is reached', () => {
  test.each([
    ['by all nodes with one ancestor', [node('a', 12, '0x01'), node('b', 13, '0x01')], true],
    ['not while one is below', [node('a', 12, '0x01'), node('b', 11, '0x01')], false],
    ['not while ancestors differ', [node('a', 12, '0x01'), node('b', 12, '0x02')], false],
    ['not while one does not answer', [node('a', 12, '0x01')], false],
  ] as const)('%s', (_, nodes, reached) => {
    expect(hasReached(snapshot(...nodes), 2, 12)).toBe(reached);
  });

  test('the top height of a network that does not answer is below genesis', () => {
    expect(topHeight(snapshot())).toBe(-1);
  });
});

describe('what is shown', () => {
  const shown = snapshot(node('node-1', 12, '0xabcdef0123'), node('node-2', 12, '0xabcdef0123'));

  test('a table of nodes, then timelord, plots and memory', () => {
    expect(formatSnapshot(shown, 12).split('\n')).toEqual([
      'node    height      tips          LCA  s/block  peers',
      'node-1      12  12 11 10  10 abcdef01      6.3      3',
      'node-2      12  12 11 10  10 abcdef01      6.3      3',
      '',
      'timelord 65,432 iterations/s, plots 4 of 12',
      'wallet has 2 TXCH to spend, at height 10',
      'memory: node-1 101 MB, farmer-1 down',
    ]);
  });

  test('a line where there is no terminal', () => {
    expect(formatLine(shown)).toBe('node-1 height 12 LCA 10 | node-2 height 12 LCA 10 | 6.3 s/block | plots 4');
  });

  test('the result names heights, ancestors, tips and memory', () => {
    expect(resultOf(shown, 9.5)).toMatchObject({
      firstBlockSeconds: 9.5,
      blockSeconds: 6.25,
      nodes: [{ name: 'node-1', height: 12, lca: '0xabcdef0123', tips: [12, 11, 10] }, { name: 'node-2' }],
      roles: [{ role: 'full-node', rssMb: 101.4 }, { role: 'farmer' }],
      wallet: { height: 10, confirmed: '500016000000000001', spendable: '2000000000000' },
    });
  });

  test('a wallet that does not answer is said to', () => {
    const without = { ...shown, wallet: null };
    expect(formatSnapshot(without, 12)).toContain('wallet does not answer');
    expect(resultOf(without, null).wallet).toBeNull();
  });

  test('a bar is as long as its share', () => {
    expect(formatBar('plot', 50)).toBe(`${'█'.repeat(12)}${'░'.repeat(12)}  50%  plot`);
    expect(formatBar('plot', null)).toBe('plot …');
  });
});

describe('a screen', () => {
  const written = (isTTY: boolean, use: (screen: ReturnType<typeof createScreen>) => void): string => {
    let text = '';
    const write = (part: string | Uint8Array) => {
      text += String(part);
      return true;
    };
    use(createScreen({ write: write as NodeJS.WriteStream['write'], isTTY, columns: 10 }));
    return text;
  };

  test('repaints its view on a terminal, cut to its width, and keeps what was said above it', () => {
    const text = written(true, (screen) => {
      screen.show('one\ntwo');
      screen.say('said');
      screen.show('longer than ten');
    });
    const esc = '\u001b';
    expect(text).toBe(`one\ntwo\n${esc}[2A${esc}[0Jsaid\none\ntwo\n${esc}[2A${esc}[0Jlonger th…\n`);
  });

  test('writes lines elsewhere, and none twice', () => {
    const text = written(false, (screen) => {
      screen.show('one');
      screen.show('one');
      screen.say('said');
    });
    expect(text).toBe('one\nsaid\n');
  });
});
