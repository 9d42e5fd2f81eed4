import { describe, expect, test } from '@jest/globals';
import { average, exceeded, fallback, limit, part, peer, single, typical } from '../src/report/figure.ts';
import { resultOf, valuesOf } from '../src/report/result.ts';
import { formatNumber, formatRatio, formatTable, formatValue } from '../src/report/text.ts';

const described = { id: 'x', label: 'work', unit: 'ms' } as const;

describe('figures', () => {
  test('a ratio is the figure divided by what it is held against', () => {
    const figure = typical(
      described,
      [30, 10, 20],
      limit(40),
      peer('other', 10),
      fallback('slow', 200),
      part('all', 80),
    );
    expect(figure).toEqual({
      ...described,
      value: 20,
      spread: { min: 10, max: 30 },
      ratios: [
        { kind: 'limit', name: 'limit', value: 40, ratio: 0.5 },
        { kind: 'peer', name: 'other', value: 10, ratio: 2 },
        { kind: 'fallback', name: 'slow', value: 200, ratio: 0.1 },
        { kind: 'part', name: 'all', value: 80, ratio: 0.25 },
      ],
    });
  });

  test('an average counts outliers, a single figure has no spread', () => {
    expect(average(described, [1, 2, 9]).value).toBe(4);
    expect(single(described, 7)).toEqual({ ...described, value: 7, spread: null, ratios: [] });
  });

  test('only limits can be exceeded, and a time that is no number keeps none', () => {
    const figures = [
      single({ ...described, label: 'at the limit' }, 40, limit(40)),
      single({ ...described, label: 'above' }, 41, limit(40)),
      single({ ...described, label: 'slower than its peer' }, 41, peer('other', 1)),
      single({ ...described, label: 'unknown' }, Number.NaN, limit(40)),
    ];
    expect(exceeded(figures)).toEqual(['above', 'unknown']);
    const machine = { node: 'v20', cpu: 'x', cores: 2, load: 0 };
    expect(resultOf('some', 3, machine, figures).exceeded).toEqual(['above', 'unknown']);
  });
});

test('values are found by name, those of one kind in one place', () => {
  const value = (id: string, number: number) => single({ ...described, id }, number);
  const figures = [value('rest', 2), value('perSecond.1', 30), value('perSecond.2', 50)];
  expect(valuesOf(figures)).toEqual({ rest: 2, perSecond: { '1': 30, '2': 50 } });
});

describe('text', () => {
  test.each([
    [0, '0'],
    [0.00012345, '0.000123'],
    [0.5, '0.5'],
    [12.345, '12.3'],
    [999.6, '1000'],
    [1234.5, '1,235'],
    [1_234_567, '1,234,567'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('%d is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test('values carry their unit', () => {
    expect(formatValue(1.5, 'ms')).toBe('1.5 ms');
    expect(formatValue(2000, '/s')).toBe('2,000/s');
    expect(formatValue(0.25, 'share')).toBe('25 %');
  });

  test('ratios say of what', () => {
    expect(formatRatio({ ...limit(20), ratio: 0.5 }, 's')).toBe('0.5 × limit 20 s');
    expect(formatRatio({ ...peer('cbor-x', 10), ratio: 2 }, '/s')).toBe('2 × cbor-x (10/s)');
  });

  test('a table has a line per figure below its head, in columns', () => {
    const lines = formatTable([
      typical(described, [1, 2, 3], limit(4)),
      single({ ...described, label: 'other work' }, 5),
    ]).split('\n');
    expect(lines).toEqual([
      '            value  least … greatest  ratios',
      'work        2 ms   1 ms … 3 ms       0.5 × limit 4 ms',
      'other work  5 ms',
      '',
    ]);
  });
});
