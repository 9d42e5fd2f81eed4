import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  bool,
  bytes,
  bytes4,
  bytes32,
  bytes48,
  bytes96,
  bytes480,
  enumeration,
  g1,
  g2,
  privateKey,
  str,
} from '../src/index.ts';
import { expectCode, hex } from './support.ts';

describe.each([
  [bytes4, 4],
  [bytes32, 32],
  [bytes48, 48],
  [bytes96, 96],
  [bytes480, 480],
  [privateKey, 32],
] as const)('$name', (codec, size) => {
  const value = new Uint8Array(size).fill(7);

  test('is the raw bytes', () => {
    expect(codec.encode(value)).toEqual(value);
    expect(codec.decode(value)).toEqual(value);
    expect([codec.minSize, codec.maxSize]).toEqual([size, size]);
    expect(codec.toJson(value)).toBe(`0x${'07'.repeat(size)}`);
  });

  test('refuses any other length', () => {
    expectCode(() => codec.decode(value.subarray(1)), 'TRUNCATED');
    expectCode(() => codec.decode(Uint8Array.of(...value, 0)), 'TRAILING_BYTES');
    expectCode(() => codec.encode(value.subarray(1)), 'BAD_SHAPE');
    expectCode(() => codec.fromCbor(Uint8Array.of(...value, 0)), 'BAD_SHAPE');
    expectCode(() => codec.fromJson('0x00'), 'BAD_SHAPE');
  });
});

describe('values read', () => {
  test.each(['stream', 'CBOR'] as const)('share no memory with a buffer they came from (%s)', (view) => {
    const input = Buffer.from('00000002abcd', 'hex');
    const value = view === 'stream' ? bytes.decode(input) : bytes.fromCbor(input.subarray(4));
    input.fill(0);
    expect(bytesToHex(value)).toBe('abcd');
    expect(value.constructor).toBe(Uint8Array);
  });
});

describe('bytes', () => {
  test('have a length in front', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        expect(bytes.decode(bytes.encode(value))).toEqual(value);
        expect(bytes.fromJson(bytes.toJson(value))).toEqual(value);
      }),
    );
  });

  test.each([
    // 00000002 aabb
    ['length cut', '000000', 'TRUNCATED'],
    ['data cut', '00000002 aa', 'TRUNCATED'],
    ['length of 4 GiB', 'ffffffff aabb', 'TRUNCATED'],
    ['trailing byte', '00000002 aabb 00', 'TRAILING_BYTES'],
  ] as const)('%s', (_, input, code) => {
    expectCode(() => bytes.decode(hex(input)), code);
  });

  test.each(['0xabc', '0xzz', 5, null, '0X00'])('are not read from the JSON %p', (json) => {
    expectCode(() => bytes.fromJson(json), 'BAD_SHAPE');
  });

  test('are read from JSON without prefix and in capitals', () => {
    expect(bytes.fromJson('ABcd')).toEqual(hex('abcd'));
  });
});

describe('str', () => {
  test('counts bytes, not characters (Q1)', () => {
    expect(bytesToHex(str.encode('é'))).toBe('00000002c3a9');
    expect(str.decode(hex('00000002 c3a9'))).toBe('é');
  });

  test('reads what it writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(str.decode(str.encode(text))).toBe(text);
      }),
    );
  });

  test('keeps a byte order mark', () => {
    expect(str.decode(str.encode('\ufeffx'))).toBe('\ufeffx');
  });

  test.each([
    ['a stray continuation byte', '00000001 80', 'BAD_TEXT'],
    ['a surrogate in UTF-8', '00000003 eda080', 'BAD_TEXT'],
    ['a cut character', '00000001 c3', 'BAD_TEXT'],
    ['cut data', '00000002 61', 'TRUNCATED'],
  ] as const)('refuses %s', (_, input, code) => {
    expectCode(() => str.decode(hex(input)), code);
  });

  test('refuses a lone surrogate, which UTF-8 cannot express', () => {
    expectCode(() => str.encode('\ud800'), 'BAD_TEXT');
    expectCode(() => str.fromCbor('\udc00x'), 'BAD_TEXT');
  });

  test('is not read from bytes', () => {
    expectCode(() => str.fromCbor(hex('61')), 'BAD_SHAPE');
  });
});

describe('bool', () => {
  test.each([
    [false, '00000000'],
    [true, '00000001'],
  ])('%p is %s', (value, word) => {
    expect(bytesToHex(bool.encode(value))).toBe(word);
    expect(bool.decode(hex(word))).toBe(value);
  });

  test.each(['00000002', '00000100', '01000000', 'ffffffff'])('refuses the word %s', (word) => {
    expectCode(() => bool.decode(hex(word)), 'BAD_FLAG');
  });

  test('refuses a short word, and 0 or 1 in CBOR', () => {
    expectCode(() => bool.decode(hex('000001')), 'TRUNCATED');
    expectCode(() => bool.fromCbor(1), 'BAD_SHAPE');
  });
});

describe('enumeration', () => {
  const Fruit = enumeration('Fruit', { APPLE: 1, PEAR: 2 });

  test('is a number in CBOR and a name in JSON', () => {
    expect(Fruit.toCbor(2)).toBe(2);
    expect(Fruit.fromCbor(2n)).toBe(2);
    expect(Fruit.toJson(2)).toBe('PEAR');
    expect(Fruit.fromJson('PEAR')).toBe(2);
    expect(Fruit.fromJson(1)).toBe(1);
    expect(Fruit.decode(Fruit.encode(1))).toBe(1);
  });

  test.each([0, 3, 300])('refuses %i', (value) => {
    expectCode(() => Fruit.fromCbor(value), 'OUT_OF_RANGE');
  });

  test.each(['apple', 'toString', ''])('refuses the name %p', (name) => {
    expectCode(() => Fruit.fromJson(name), 'OUT_OF_RANGE');
  });

  test('refuses text in CBOR', () => {
    expectCode(() => Fruit.fromCbor('PEAR'), 'BAD_SHAPE');
  });
});

describe('points have a shape (consensus 1.2)', () => {
  const rest = (size: number, byte = '11') => byte.repeat(size - 1);

  test.each([
    ['compressed', `80${rest(48)}`],
    ['compressed with the other sign', `a0${rest(48)}`],
    ['the identity', `c0${rest(48, '00')}`],
  ])('a public key may be %s', (_, point) => {
    expect(bytesToHex(g1.decode(hex(point)))).toBe(point);
  });

  test.each([
    ['not compressed', `00${rest(48)}`],
    ['an identity with a sign', `e0${rest(48, '00')}`],
    ['an identity with something behind', `c0${rest(47, '00')}01`],
    ['infinity without compression', `40${rest(48, '00')}`],
  ])('a public key may not be %s', (_, point) => {
    expectCode(() => g1.decode(hex(point)), 'BAD_POINT');
    expectCode(() => g1.fromCbor(hex(point)), 'BAD_POINT');
  });

  test.each(['80', '40', '20'])('a signature may not have the bit %s in its second coordinate', (flag) => {
    const point = `80${'11'.repeat(47)}${flag}${'11'.repeat(47)}`;
    expectCode(() => g2.decode(hex(point)), 'BAD_POINT');
  });

  test('a signature of the right shape is read', () => {
    expect(g2.decode(hex(`a0${'11'.repeat(95)}`))).toHaveLength(96);
  });
});
