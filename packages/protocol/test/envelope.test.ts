import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  type AnyMessage,
  decodeMessage,
  encodeMessage,
  isMessageName,
  largestFrame,
  MAX_FRAME_BYTES,
  MempoolInclusionStatus,
  NodeType,
  ProtocolError,
  readEnvelope,
} from '../src/index.ts';
import { expectCode, filled, G2_IDENTITY, hex } from './support.ts';

const { FULL_NODE, FARMER, WALLET, INTRODUCER, TIMELORD } = NodeType;
const AA = 'aa'.repeat(32);
const H01 = '01'.repeat(32);
const H02 = '02'.repeat(32);
const H03 = '03'.repeat(32);

const betweenNodes = { to: FULL_NODE, from: FULL_NODE };
const decode = (frame: string, context = betweenNodes): AnyMessage => decodeMessage(hex(frame), context);

describe('golden frames (network 0.4)', () => {
  const frames: readonly (readonly [AnyMessage, string, Parameters<typeof decodeMessage>[1]])[] = [
    [
      {
        name: 'handshake',
        body: {
          networkId: 'testnet',
          version: '0.0.18',
          nodeId: filled(0xaa),
          serverPort: 8444,
          nodeType: FULL_NODE,
        },
      },
      'a261666968616e647368616b656164a56a6e6574776f726b5f696467746573746e65746776657273696f6e66302e302e3138' +
        `676e6f64655f69645820${AA}6b7365727665725f706f72741920fc696e6f64655f7479706501`,
      { to: FULL_NODE, from: null },
    ],
    [{ name: 'handshake_ack', body: {} }, 'a261666d68616e647368616b655f61636b6164a0', { to: FARMER, from: null }],
    [{ name: 'ping', body: { nonce: filled(1) } }, `a261666470696e676164a1656e6f6e63655820${H01}`, betweenNodes],
    [{ name: 'request_peers', body: '' }, 'a261666d726571756573745f7065657273616460', betweenNodes],
    [
      { name: 'request_peers', body: {} },
      'a261666d726571756573745f70656572736164a0',
      { to: INTRODUCER, from: FULL_NODE },
    ],
    [
      { name: 'new_tip', body: { height: 5, weight: 2n ** 70n, headerHash: filled(2) } },
      `a26166676e65775f7469706164a3666865696768740566776569676874c2494000000000000000006b6865616465725f686173685820${H02}`,
      betweenNodes,
    ],
    [
      { name: 'respond_peers', body: { peerList: [{ host: '1.2.3.4', port: 8444, timestamp: 0n }] } },
      'a261666d726573706f6e645f70656572736164a169706565725f6c697374815500000007312e322e332e3420fc0000000000000000',
      { to: WALLET, from: INTRODUCER },
    ],
    [
      {
        name: 'transaction_ack',
        body: { txid: filled(3), status: MempoolInclusionStatus.SUCCESS, error: null },
      },
      `a261666f7472616e73616374696f6e5f61636b6164a364747869645820${H03}6673746174757301656572726f72f6`,
      { to: WALLET, from: FULL_NODE },
    ],
    [
      { name: 'respond_all_proof_hashes', body: { hashes: [[filled(2), 5n, null]] } },
      `a261667818726573706f6e645f616c6c5f70726f6f665f6861736865736164a16668617368657381835820${H02}05f6`,
      { to: WALLET, from: FULL_NODE },
    ],
  ];

  test.each(frames.map(([message, frame, context]) => [message.name, message, frame, context] as const))(
    '%s',
    (_name, { name, body }, frame, context) => {
      expect(bytesToHex(encodeMessage(name, body as never))).toBe(frame);
      expect(decodeMessage(hex(frame), context)).toEqual({ name, body });
    },
  );
});

describe('further examples (consensus 2.4)', () => {
  test('a tuple with an optional coin', () => {
    const coin = { parentCoinInfo: filled(1), puzzleHash: filled(2), amount: 255n };
    const frame = encodeMessage('respond_removals', {
      height: 1,
      headerHash: filled(2),
      coins: [
        [filled(2), coin],
        [filled(3), null],
      ],
      proofs: null,
    });
    expect(bytesToHex(frame)).toContain(`8282 5820${H02} 5842${H01}${H02}00ff 825820${H03}f6`.replaceAll(' ', ''));
  });

  test.each([
    [2n ** 64n - 1n, '1bffffffffffffffff'],
    [2n ** 64n, 'c249010000000000000000'],
    [2n ** 100n, 'c24d10000000000000000000000000'],
  ])('weight %d', (weight, cbor) => {
    expect(bytesToHex(encodeMessage('challenge_start', { challengeHash: filled(1), weight }))).toContain(cbor);
  });
});

describe('the strict reading (network 0.2, 0.3)', () => {
  /** A ping in every detail right: a2 'f' 'ping' 'd' { 'nonce': 32 bytes }. */
  const good = `a2 6166 6470696e67 6164 a1 656e6f6e6365 5820${H01}`;
  /** Arrays in arrays, the innermost empty, below the envelope's own level. */
  const deep = (levels: number) => `a2 6166 6470696e67 6164 ${'81'.repeat(levels)}80`;
  const withPayload = (payload: string) => `a2 6166 6470696e67 6164 ${payload}`;
  const big = '00'.repeat(8);

  test('takes the good one, and one with the keys in the other order', () => {
    expect(decode(good)).toEqual({ name: 'ping', body: { nonce: filled(1) } });
    expect(decode(`a2 6164 a1 656e6f6e6365 5820${H01} 6166 6470696e67`).name).toBe('ping');
  });

  test('ignores further keys of the envelope', () => {
    expect(decode(`a3 6166 6470696e67 6178 83010203 6164 a1 656e6f6e6365 5820${H01}`).name).toBe('ping');
  });

  test.each([
    ['nothing', ''],
    ['a trailing byte', `${good} 00`],
    ['a second item', `${good} ${good}`],
    ['a cut', good.slice(0, -2)],
    ['an array', '82 6470696e67 a0'],
    ['text', '6470696e67'],
    ['no f', 'a1 6164 a0'],
    ['no d', 'a1 6166 6470696e67'],
    ['f as bytes', 'a2 6166 4470696e67 6164 a0'],
    ['f as a number', 'a2 6166 05 6164 a0'],
    ['f as null', 'a2 6166 f6 6164 a0'],
    ['f twice', `a3 6166 6470696e67 6166 6470696e67 6164 a0`],
    ['a key of d twice', withPayload(`a2 656e6f6e6365 5820${H01} 656e6f6e6365 5820${H01}`)],
    [
      'a map of 65 keys',
      withPayload(`b841 ${Array.from({ length: 65 }, (_, key) => `62${(key + 0x3030).toString(16)}01`).join('')}`),
    ],
    ['a key that is no text', withPayload('a1 01 02')],
    ['a key in bytes', withPayload('a1 4161 02')],
    ['an indefinite map', 'bf 6166 6470696e67 6164 a0 ff'],
    ['an indefinite array', withPayload('9f 01 ff')],
    ['an indefinite byte string', withPayload('5f 4101 ff')],
    ['indefinite text', withPayload('7f 6161 ff')],
    ['a break by itself', withPayload('ff')],
    ['a map head in two bytes', 'b802 6166 6470696e67 6164 a0'],
    ['a text head in two bytes', 'a2 7801 66 6470696e67 6164 a0'],
    ['a byte string head in three bytes', withPayload('590001 00')],
    ['an array head in nine bytes', withPayload(`9b ${big}`)],
    ['23 in two bytes', withPayload('1817')],
    ['255 in three bytes', withPayload('1900ff')],
    ['65535 in five bytes', withPayload('1a0000ffff')],
    ['2^32 - 1 in nine bytes', withPayload('1b00000000ffffffff')],
    ['-1 in two bytes', withPayload('3800')],
    ['a reserved head', withPayload('1c')],
    ['a half float', withPayload('f93c00')],
    ['a float', withPayload('fa3f800000')],
    ['a double', withPayload('fb3ff0000000000000')],
    ['undefined', withPayload('f7')],
    ['a simple value', withPayload('e5')],
    ['a simple value of two bytes', withPayload('f8ff')],
    ['a date', withPayload('c1 1a5f5e1000')],
    ['a decimal fraction', withPayload('c4 82 21 19 6ab3')],
    ['a set', withPayload('d90102 8101')],
    ['a shared value', withPayload('d81c 80')],
    ['a record definition', withPayload('d9dfff 83 1940f0 816161 01')],
    ['a regular expression', withPayload('d81b 826161 60')],
    ['the tag of CBOR itself', withPayload('d9d9f7 a0')],
    ['a bignum of 8 bytes', withPayload(`c2 48 01${'00'.repeat(7)}`)],
    ['a bignum with a zero in front', withPayload(`c2 4a 0001${'00'.repeat(8)}`)],
    ['an empty bignum', withPayload('c2 40')],
    ['a bignum in text', withPayload(`c2 69 ${'31'.repeat(9)}`)],
    ['a bignum head in two bytes', withPayload(`d802 49 01${big}`)],
    ['text that is not UTF-8', withPayload('61 80')],
    ['long text that is not UTF-8', withPayload(`7828 ${'61'.repeat(39)}ff`)],
    ['a surrogate in text', withPayload('63 eda080')],
    ['a name that is not UTF-8', 'a2 6166 61ff 6164 a0'],
    ['17 levels', deep(15)],
    ['an array of 2^32 - 1', withPayload('9affffffff 00')],
    ['a byte string of 2^63', withPayload('5b8000000000000000')],
  ])('refuses %s', (_, frame) => {
    expectCode(() => decode(frame), 'MALFORMED_FRAME');
  });

  test.each([
    ['16 levels', deep(14)],
    ['a negative bignum', withPayload(`c3 49 01${big}`)],
    ['false', withPayload('f4')],
    ['null', withPayload('f6')],
    ['-2^64', withPayload('3bffffffffffffffff')],
    ['text beyond ASCII', withPayload('62 c3a9')],
  ])('takes %s, and leaves the refusal to the body', (_, frame) => {
    expectCode(() => decode(frame), 'INVALID_BODY');
  });

  test('never throws anything but a coded error', () => {
    const mutated = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat({ max: 4 }));
    fc.assert(
      fc.property(fc.array(mutated, { maxLength: 4 }), (mutations) => {
        let frame = hex(good);
        for (const [at, flip, cut] of mutations) {
          const place = at % frame.length;
          frame[place] = (frame[place] as number) ^ flip;
          frame = frame.slice(0, Math.max(1, frame.length - cut));
        }
        try {
          decodeMessage(frame, betweenNodes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (frame) => {
        expect(() => readEnvelope(frame)).toThrow(ProtocolError);
      }),
    );
  });

  test('forgets everything between frames', () => {
    expectCode(() => decode(withPayload('d9dfff 83 1940f0 816161 01')), 'MALFORMED_FRAME');
    expect(decode(good)).toEqual({ name: 'ping', body: { nonce: filled(1) } });
  });
});

describe('functions', () => {
  const call = (name: string) =>
    concatBytes(hex('a2 6166'), Uint8Array.of(0x60 | name.length), Buffer.from(name), hex('6164 a0'));

  test.each(['', '_private', 'stop', 'toString', '__proto__', 'NewTip'])('%p does not exist', (name) => {
    expect(isMessageName(name)).toBe(false);
    expectCode(() => decodeMessage(call(name), betweenNodes), 'INVALID_PROTOCOL_MESSAGE');
  });

  test.each([
    ['a farmer tells a tip', 'new_tip', FARMER, FULL_NODE],
    ['a full node asks for a candidate', 'request_header_hash', FULL_NODE, FULL_NODE],
    ['a timelord gets a tip', 'new_tip', FULL_NODE, TIMELORD],
    ['a wallet asks a full node for peers', 'request_peers', WALLET, FULL_NODE],
    ['a second handshake', 'handshake', FULL_NODE, FULL_NODE],
  ] as const)('refuses that %s', (_, name, from, to) => {
    expectCode(() => decodeMessage(call(name), { from, to }), 'FUNCTION_NOT_ALLOWED');
  });

  test('before the handshake only a handshake is taken', () => {
    expectCode(
      () => decode(`a2 6166 6470696e67 6164 a1 656e6f6e6365 5820${H01}`, { to: FULL_NODE, from: null } as never),
      'FUNCTION_NOT_ALLOWED',
    );
  });
});

describe('request_peers', () => {
  test.each([
    ['empty text', '60', ''],
    ['an empty map', 'a0', {}],
    ['null', 'f6', {}],
    ['a number', '05', {}],
    ['a map with fields', 'a1 6161 01', {}],
    ['a list', '83010203', {}],
  ])('comes with any payload: %s', (_, payload, body) => {
    expect(decode(`a2 6166 6d726571756573745f7065657273 6164 ${payload}`)).toEqual({ name: 'request_peers', body });
  });
});

describe('sizes', () => {
  test('a frame above the cap of its function is refused before its payload is read', () => {
    const frame = encodeMessage('new_tip', { height: 1, weight: 1n, headerHash: filled(1) });
    const padding = concatBytes(hex('a3 6178 5a 00010000'), new Uint8Array(0x1_0000), frame.subarray(1));
    expect(expectCode(() => decodeMessage(padding, betweenNodes), 'FRAME_TOO_LARGE')).toMatchObject({
      function: 'new_tip',
    });
  });

  test('a frame above all caps between two roles is not looked at', () => {
    expect([largestFrame(FULL_NODE, FULL_NODE), largestFrame(TIMELORD, FULL_NODE)]).toEqual([2 ** 24, 2 ** 16]);
    expect([largestFrame(FULL_NODE, TIMELORD), largestFrame(WALLET, FULL_NODE)]).toEqual([2 ** 18, 2 ** 25]);
    expect(largestFrame(FULL_NODE, null)).toBe(4096);
    const rubbish = new Uint8Array(2 ** 16 + 1).fill(0xff);
    expectCode(() => decodeMessage(rubbish, { to: TIMELORD, from: FULL_NODE }), 'FRAME_TOO_LARGE');
    expectCode(() => decodeMessage(rubbish, { to: FULL_NODE, from: TIMELORD }), 'MALFORMED_FRAME');
  });

  test('nobody has to build the items of a frame of more than its function may have', () => {
    const blockOf = (head: string, items: number) =>
      concatBytes(
        hex('a2 6166 6d'),
        Buffer.from('respond_block'),
        hex('6164 a1 65'),
        Buffer.from('block'),
        hex(head),
        new Uint8Array(items).fill(0x80),
      );
    expectCode(() => decodeMessage(blockOf('98 3c', 60), betweenNodes), 'INVALID_BODY');
    expect(
      expectCode(() => decodeMessage(blockOf('9a 000f4240', 1_000_000), betweenNodes), 'MALFORMED_FRAME'),
    ).toMatchObject({
      reason: 'too many items',
    });
  });

  test('a payload in front of its function has the items of a list at most', () => {
    const frame = concatBytes(
      hex('a2 6164 9a 00010000'),
      new Uint8Array(0x10000),
      hex('6166 65'),
      Buffer.from('peers'),
    );
    expect(expectCode(() => decodeMessage(frame, betweenNodes), 'MALFORMED_FRAME')).toMatchObject({
      reason: 'too many items',
    });
  });

  test('no frame is above the largest cap', () => {
    expectCode(() => decodeMessage(new Uint8Array(MAX_FRAME_BYTES + 1), betweenNodes), 'FRAME_TOO_LARGE');
  });
});

describe('bodies', () => {
  const tip = (height: string, hash = `5820${H02}`, more = '') =>
    `a2 6166 676e65775f746970 6164 ${more === '' ? 'a3' : 'a4'} 66686569676874 ${height} 66776569676874 02 6b6865616465725f68617368 ${hash} ${more}`;

  test.each([
    ['a height of 2^32', tip('1b0000000100000000'), 'height', 'OUT_OF_RANGE'],
    ['a negative height', tip('20'), 'height', 'OUT_OF_RANGE'],
    ['a height in text', tip('6135'), 'height', 'BAD_SHAPE'],
    ['a height of true', tip('f5'), 'height', 'BAD_SHAPE'],
    ['a hash of 31 bytes', tip('05', `581f${H02.slice(2)}`), 'headerHash', 'BAD_SHAPE'],
    ['a hash of 33 bytes', tip('05', `5821${H02}00`), 'headerHash', 'BAD_SHAPE'],
    ['one key more', tip('05', undefined, '6161 01'), '', 'UNKNOWN_FIELD'],
    [
      'one key less',
      `a2 6166 676e65775f746970 6164 a2 66686569676874 05 66776569676874 02`,
      'headerHash',
      'MISSING_FIELD',
    ],
    ['no map', `a2 6166 676e65775f746970 6164 60`, '', 'BAD_SHAPE'],
  ])('refuses %s', (_, frame, field, problem) => {
    expect(expectCode(() => decode(frame), 'INVALID_BODY')).toMatchObject({ function: 'new_tip', field, problem });
  });

  const transaction = (solution: string): Uint8Array => {
    const coin = `${H01}${H02}0000000000000001`;
    const bundle = hex(`00000001 ${coin} ${solution} ${bytesToHex(G2_IDENTITY)}`);
    return concatBytes(
      hex('a2 6166 73 726573706f6e645f7472616e73616374696f6e 6164 a1 6b 7472616e73616374696f6e 58'),
      Uint8Array.of(bundle.length),
      bundle,
    );
  };

  test('a program must be its shortest encoding where that is demanded, and is rewritten elsewhere', () => {
    const frame = transaction('ff 8105 80');
    const { body } = decodeMessage(frame, betweenNodes) as AnyMessage & { name: 'respond_transaction' };
    expect(bytesToHex(body.transaction.coinSolutions[0]?.solution ?? filled(0))).toBe('ff0580');
    const demanding = { ...betweenNodes, shortestPrograms: true };
    expect(expectCode(() => decodeMessage(frame, demanding), 'INVALID_COIN_SOLUTION')).toMatchObject({
      field: 'transaction.coinSolutions[0].solution',
    });
    expect(decodeMessage(transaction('ff 05 80'), demanding).name).toBe('respond_transaction');
  });

  test('a record with bytes behind it is refused', () => {
    const frame = transaction('80');
    const longer = concatBytes(frame, Uint8Array.of(0));
    const lengthAt = frame.length - (4 + 72 + 1 + 96) - 1;
    longer[lengthAt] = (longer[lengthAt] as number) + 1;
    expect(expectCode(() => decodeMessage(longer, betweenNodes), 'INVALID_BODY')).toMatchObject({
      problem: 'TRAILING_BYTES',
    });
  });
});
