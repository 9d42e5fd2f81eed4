import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  bytes,
  bytes32,
  type CborValue,
  hashOf,
  list,
  message,
  optional,
  refine,
  str,
  struct,
  tuple,
  uint8,
  uint16,
  uint32,
  uint64,
  type ValueOf,
  withTopLevelForm,
} from '../src/index.ts';
import { expectCode, hex } from './support.ts';

describe('optional', () => {
  const codec = optional(uint16);

  test.each([
    [null, '00'],
    [0, '010000'],
    [5, '010005'],
  ])('%p is %s', (value, encoded) => {
    expect(bytesToHex(codec.encode(value))).toBe(encoded);
    expect(codec.decode(hex(encoded))).toBe(value);
  });

  test.each([
    // 01 0005
    ['marker 02', '02 0005', 'BAD_FLAG'],
    ['marker ff', 'ff', 'BAD_FLAG'],
    ['no marker', '', 'TRUNCATED'],
    ['no value', '01 00', 'TRUNCATED'],
    ['a value behind 00', '00 0005', 'TRAILING_BYTES'],
  ] as const)('%s', (_, input, code) => {
    expectCode(() => codec.decode(hex(input)), code);
  });

  test('only null is absent in JSON and CBOR (Q4)', () => {
    expect(codec.fromJson(0)).toBe(0);
    expect(optional(str).fromJson('')).toBe('');
    expect(optional(list(uint8)).fromJson([])).toEqual([]);
    expect(codec.fromCbor(null)).toBeNull();
    expectCode(() => codec.fromCbor(false), 'BAD_SHAPE');
  });
});

describe('list', () => {
  const codec = list(uint16);

  test.each([
    // 00000002 0001 0002
    ['count cut', '000000', 'TRUNCATED'],
    ['item cut', '00000002 0001 00', 'TRUNCATED'],
    ['a count of 2^32 - 1', 'ffffffff 0001', 'TRUNCATED'],
    ['an item too many', '00000001 0001 0002', 'TRAILING_BYTES'],
  ] as const)('%s', (_, input, code) => {
    expectCode(() => codec.decode(hex(input)), code);
  });

  test('needs items with a size, or a count would not be bounded', () => {
    expectCode(() => list(struct('Nothing', {})), 'BAD_SHAPE');
  });

  test('names the item that fails', () => {
    expect(expectCode(() => codec.fromCbor([1, 2, 70_000]), 'OUT_OF_RANGE').path).toBe('[2]');
    expect(expectCode(() => list(optional(uint8)).decode(hex('00000002 00 02')), 'BAD_FLAG').path).toBe('[1]');
  });

  test.each([{ 0: 1 }, 'ab', null, hex('0102')])('is not read from %p', (value) => {
    expectCode(() => codec.fromCbor(value as unknown as CborValue), 'BAD_SHAPE');
  });
});

describe('tuple', () => {
  const codec = tuple(uint8, str, optional(uint64));

  test('is its parts back to back', () => {
    expect(bytesToHex(codec.encode([1, 'ab', 5n]))).toBe('01 00000002 6162 01 0000000000000005'.replaceAll(' ', ''));
    expect(codec.decode(codec.encode([1, 'ab', null]))).toEqual([1, 'ab', null]);
  });

  test.each([[[]], [[1]], [[1, 'ab']], [[1, 'ab', null, 0]]])('has a fixed length, not that of %p', (value) => {
    expectCode(() => codec.fromCbor(value), 'BAD_SHAPE');
    expectCode(() => codec.fromJson(value), 'BAD_SHAPE');
    expectCode(() => codec.encode(value as never), 'BAD_SHAPE');
  });

  test('converts each part by its own type in JSON (Q4), integers of 64 bits as numbers where they are exact', () => {
    const pair = tuple(uint64, bytes);
    expect(pair.toJson([5n, hex('05')])).toEqual([5, '0x05']);
    expect(pair.toJson([2n ** 60n, hex('')])).toEqual(['1152921504606846976', '0x']);
    expect(pair.fromJson([5, '0x05'])).toEqual([5n, hex('05')]);
    expect(list(uint64).toJson([7n])).toEqual([7]);
  });
});

const Inner = struct('Inner', { someHash: bytes32, aCount: uint64 });
const Outer = struct('Outer', { inner: Inner, parts: list(Inner), name: optional(str) });

const inner: fc.Arbitrary<ValueOf<typeof Inner>> = fc.record({
  someHash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  aCount: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
});
const outer: fc.Arbitrary<ValueOf<typeof Outer>> = fc.record({
  inner,
  parts: fc.array(inner, { maxLength: 3 }),
  name: fc.option(fc.string({ maxLength: 5 })),
});

describe('struct', () => {
  test('reads what it writes, in every view', () => {
    fc.assert(
      fc.property(outer, (value) => {
        for (const copy of [
          Outer.decode(Outer.encode(value)),
          Outer.fromCbor(Outer.toCbor(value)),
          Outer.fromJson(JSON.parse(JSON.stringify(Outer.toJson(value)))),
        ]) {
          expect(copy).toEqual(value);
          expect(Outer.equals(copy, value)).toBe(true);
        }
      }),
    );
  });

  test('is equal exactly when its bytes are', () => {
    fc.assert(
      fc.property(outer, outer, (a, b) => {
        expect(Outer.equals(a, b)).toBe(bytesToHex(Outer.encode(a)) === bytesToHex(Outer.encode(b)));
      }),
    );
  });

  test('every cut and every addition is refused', () => {
    fc.assert(
      fc.property(outer, fc.nat(), (value, at) => {
        const bytes = Outer.encode(value);
        expectCode(() => Outer.decode(bytes.subarray(0, at % bytes.length)), 'TRUNCATED');
        expectCode(() => Outer.decode(Uint8Array.of(...bytes, at & 0xff)), 'TRAILING_BYTES');
      }),
    );
  });

  test('whatever is accepted is what would be written', () => {
    fc.assert(
      fc.property(outer, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, flip) => {
        const bytes = Outer.encode(value);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] as number) ^ flip;
        let read: ValueOf<typeof Outer>;
        try {
          read = Outer.decode(bytes);
        } catch (error) {
          expect(error).toHaveProperty('code');
          return;
        }
        expect(Outer.encode(read)).toEqual(bytes);
      }),
    );
  });

  test('has snake-case names outside, and knows sizes', () => {
    expect(Outer.toJson({ inner: { someHash: new Uint8Array(32), aCount: 5n }, parts: [], name: null })).toEqual({
      inner: { some_hash: `0x${'00'.repeat(32)}`, a_count: '5' },
      parts: [],
      name: null,
    });
    expect([Inner.minSize, Inner.maxSize, Outer.minSize, Outer.maxSize]).toEqual([40, 40, 45, Infinity]);
    expect([Inner.minCborSize, Inner.maxCborSize]).toEqual([42, 42]);
  });

  test('names the field that fails', () => {
    const value = { inner: { someHash: new Uint8Array(32), aCount: 2n ** 64n }, parts: [], name: null };
    expect(expectCode(() => Outer.encode(value), 'OUT_OF_RANGE').path).toBe('inner.aCount');
    const parts = [{ ...value.inner, aCount: -1n }];
    const bad = { ...value, inner: { ...value.inner, aCount: 1n }, parts };
    expect(expectCode(() => Outer.encode(bad), 'OUT_OF_RANGE').path).toBe('parts[0].aCount');
  });

  test.each([
    [{ some_hash: `0x${'00'.repeat(32)}` }, 'MISSING_FIELD'],
    [{ some_hash: `0x${'00'.repeat(32)}`, a_count: '5', more: 1 }, 'UNKNOWN_FIELD'],
    [[], 'BAD_SHAPE'],
    [null, 'BAD_SHAPE'],
  ] as const)('does not read the JSON %p', (json, code) => {
    expectCode(() => Inner.fromJson(json), code);
  });

  test('is a byte string in CBOR, never a map', () => {
    expect(Inner.toCbor({ someHash: new Uint8Array(32), aCount: 1n })).toHaveLength(40);
    expectCode(() => Inner.fromCbor(new Map()), 'BAD_SHAPE');
  });

  test('hashes its bytes', () => {
    const value = { someHash: new Uint8Array(32), aCount: 0n };
    // SHA-256 of 40 zero bytes.
    expect(bytesToHex(hashOf(Inner, value))).toBe('2c34ce1df23b838c5abf2a7f6437cca3d3067ed509ff25f11df6b11b582b51eb');
  });
});

describe('message', () => {
  const Note = message('Note', { someHash: bytes32, count: uint32, inner: optional(Inner) });
  const value = { someHash: new Uint8Array(32), count: 3, inner: null };

  test('is a map in declaration order', () => {
    expect([...(Note.toCbor(value) as ReadonlyMap<string, CborValue>).keys()]).toEqual(['some_hash', 'count', 'inner']);
  });

  test('is read in any order', () => {
    const entries = [...(Note.toCbor(value) as ReadonlyMap<string, CborValue>)].reverse();
    expect(Note.fromCbor(new Map(entries))).toEqual(value);
  });

  test('refuses a missing and an unknown key, and anything but a map', () => {
    const map = Note.toCbor(value) as ReadonlyMap<string, CborValue>;
    expectCode(() => Note.fromCbor(new Map([...map].slice(1))), 'MISSING_FIELD');
    expectCode(() => Note.fromCbor(new Map([...map, ['more', 1]])), 'UNKNOWN_FIELD');
    for (const other of [[], '', null, new Uint8Array()]) expectCode(() => Note.fromCbor(other), 'BAD_SHAPE');
  });

  test('knows the sizes of its CBOR form', () => {
    // Map head, three keys with heads, then 2 + 32, 1 to 5, and 1 to 2 + 40 bytes.
    expect([Note.minCborSize, Note.maxCborSize]).toEqual([1 + 10 + 6 + 6 + 34 + 1 + 1, 1 + 10 + 6 + 6 + 34 + 5 + 42]);
  });

  test('may name a field otherwise on the wire', () => {
    const Odd = message('Odd', { oddName: uint8 }, { names: { oddName: 'oddName' } });
    expect(Odd.toCbor({ oddName: 1 })).toEqual(new Map([['oddName', 1]]));
  });
});

describe('refine', () => {
  const Even = refine(uint8, (value) => value % 2 === 0);

  test('checks whatever is read, in every view', () => {
    expect(Even.decode(hex('04'))).toBe(4);
    expectCode(() => Even.decode(hex('05')), 'REFUSED');
    expectCode(() => Even.fromCbor(5), 'REFUSED');
    expectCode(() => Even.fromJson(5), 'REFUSED');
    expect(expectCode(() => struct('S', { even: Even }).decode(hex('05')), 'REFUSED').path).toBe('even');
  });

  test('trusts what was checked before', () => {
    expect(struct('S', { even: Even }).decode(hex('05'), { trusted: true })).toEqual({ even: 5 });
    expectCode(() => struct('S', { even: Even }).decode(hex(''), { trusted: true }), 'TRUNCATED');
  });
});

describe('a form of its own at the top level', () => {
  const Number = withTopLevelForm(struct('Number', { value: uint32 }), {
    minCborSize: 2,
    maxCborSize: 2,
    encode: ({ value }) => Uint8Array.of(value),
    decode: (input) => ({ value: input[0] ?? 0 }),
  });

  test('is hashed and put into CBOR, while a record holds the other', () => {
    expect(bytesToHex(Number.encode({ value: 5 }))).toBe('05');
    expect(Number.toCbor({ value: 5 })).toEqual(hex('05'));
    expect(Number.fromCbor(hex('07'))).toEqual({ value: 7 });
    expect(bytesToHex(list(Number).encode([{ value: 5 }]))).toBe('0000000100000005');
    expect(message('M', { number: Number }).toCbor({ number: { value: 5 } })).toEqual(new Map([['number', hex('05')]]));
    expect(list(Number).toCbor([{ value: 5 }])).toEqual([hex('05')]);
  });
});
