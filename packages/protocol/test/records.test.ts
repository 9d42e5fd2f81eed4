import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type AnyCodec, StreamableError, type StreamableErrorCode, sameBytes } from '@salvia/streamable';
import fc from 'fast-check';
import {
  Challenge,
  ClassgroupElement,
  Coin,
  CoinRecord,
  challengeHash,
  challengeOf,
  coinName,
  FullBlock,
  filterHash,
  GeneratorResponse,
  Header,
  HeaderBlock,
  HeaderData,
  headerBlockHash,
  headerDataHash,
  headerHash,
  PeerInfo,
  PoolTarget,
  ProofOfSpace,
  ProofOfTime,
  peerInfoHash,
  plotId,
  proofOfSpaceHash,
  proofsHash,
  SpendBundle,
  spendBundleName,
  TimestampedPeerInfo,
} from '../src/index.ts';
import { valuesOf } from './arbitraries.ts';
import { filled, G1_IDENTITY, G1_NO_POINT, G1_POINT, G2_IDENTITY, G2_POINT, hex } from './support.ts';

const H = (byte: string) => byte.repeat(32);

function expectCode(action: () => unknown, code: StreamableErrorCode): void {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(StreamableError);
    expect((error as StreamableError).code).toBe(code);
    return;
  }
  throw new Error(`${code} expected`);
}

describe('worked examples (consensus 1.7)', () => {
  const coin = { parentCoinInfo: filled(1), puzzleHash: filled(2), amount: 255n };

  test('a challenge without difficulty', () => {
    const challenge = { prevChallengeHash: filled(0x11), proofsHash: filled(0x22), newWorkDifficulty: null };
    expect(bytesToHex(Challenge.encode(challenge))).toBe(`${H('11')}${H('22')}00`);
    expect(bytesToHex(challengeHash(challenge))).toBe(
      '49bee5c8d3c625f58863d8e1e8cba505f2f7393142ce9c2294b1ff747bf5ceff',
    );
  });

  test('a challenge with difficulty', () => {
    const challenge = { prevChallengeHash: filled(0x11), proofsHash: filled(0x22), newWorkDifficulty: 1048576n };
    expect(bytesToHex(Challenge.encode(challenge))).toBe(`${H('11')}${H('22')}010000000000100000`);
    expect(bytesToHex(challengeHash(challenge))).toBe(
      'cb20340c09a9c3c0977d14ceafaad15b10d4ab9a006b04cd9d7c7d2c143e809b',
    );
  });

  test('a pool target', () => {
    expect(bytesToHex(PoolTarget.encode({ puzzleHash: filled(3), maxHeight: 7 }))).toBe(`${H('03')}00000007`);
  });

  test('a coin by itself and in a record', () => {
    expect(bytesToHex(Coin.encode(coin))).toBe(`${H('01')}${H('02')}00ff`);
    expect(bytesToHex(coinName(coin))).toBe('45af36dd1d2d37bcaa783f606eecd4067c04259725e59836676b16fc8bd9c55a');
    const empty = { ...coin, amount: 0n };
    expect(Coin.encode(empty)).toHaveLength(64);
    expect(bytesToHex(coinName(empty))).toBe('f818afd37a6dc3bc92fb44731011277006db4efa6e9023cd7468c02335d22a4d');
    const record = { coin, confirmedBlockIndex: 5, spentBlockIndex: 0, spent: false, coinbase: true };
    expect(bytesToHex(CoinRecord.encode(record))).toBe(
      `${H('01')}${H('02')}00000000000000ff00000005000000000000000000000001`,
    );
  });

  test('a class group element', () => {
    expect(bytesToHex(ClassgroupElement.encode({ a: 2n, b: -1n }))).toBe(`${'00'.repeat(64)}02${'ff'.repeat(65)}`);
  });

  test('a peer', () => {
    expect(bytesToHex(PeerInfo.encode({ host: 'ab', port: 8444 }))).toBe('00000002616220fc');
    expect(bytesToHex(peerInfoHash({ host: '1.2.3.4', port: 8444 }))).toBe(
      '91c9446aefbbdef9000d3035897969b64c7c3b395ff88ae9cbe8e58552d0aa0d',
    );
  });

  test('a spend bundle', () => {
    const bundle = {
      coinSolutions: [{ coin, solution: hex('ff01ffff61ff808080') }],
      aggregatedSignature: G2_IDENTITY,
    };
    expect(SpendBundle.encode(bundle)).toHaveLength(181);
    expect(bytesToHex(spendBundleName(bundle))).toBe(
      '8bd3f58f99cf496e47ed2e021b36f9284af39bd5b912b9e8ae2830c7e1560257',
    );
  });
});

describe('sizes (consensus 3.1)', () => {
  test.each([
    [HeaderData, 440, 440],
    [Header, 536, 536],
    [Coin, 72, 72],
    [CoinRecord, 88, 88],
    [PoolTarget, 36, 36],
    [ClassgroupElement, 130, 130],
    [ProofOfSpace, 133, Infinity],
    [ProofOfTime, 175, Infinity],
    [Challenge, 65, 73],
    [PeerInfo, 6, Infinity],
    [TimestampedPeerInfo, 14, Infinity],
    [GeneratorResponse, 37, Infinity],
  ] as const)('$name', (codec, min, max) => {
    expect([codec.minSize, codec.maxSize]).toEqual([min, max]);
  });
});

describe('laws', () => {
  const codecs: readonly AnyCodec[] = [FullBlock, HeaderBlock, SpendBundle, GeneratorResponse, ProofOfTime, Coin];

  test.each(codecs.map((codec) => [codec.name, codec] as const))(
    '%s reads what it writes, in every view',
    (_, codec) => {
      fc.assert(
        fc.property(valuesOf(codec), (value) => {
          expect(codec.decode(codec.encode(value))).toEqual(value);
          expect(codec.fromCbor(codec.toCbor(value))).toEqual(value);
          expect(codec.fromJson(JSON.parse(JSON.stringify(codec.toJson(value))))).toEqual(value);
        }),
        { numRuns: 30 },
      );
    },
  );
});

describe('points are valid, not only well shaped', () => {
  const proof = {
    challengeHash: filled(0),
    poolPublicKey: G1_POINT,
    plotPublicKey: G1_IDENTITY,
    size: 18,
    proof: filled(0, 0),
  };

  test('a point and the identity are read', () => {
    expect(ProofOfSpace.decode(ProofOfSpace.encode(proof))).toEqual(proof);
  });

  test('bytes that are no point are refused, unless they were checked before', () => {
    const bad = ProofOfSpace.encode({ ...proof, plotPublicKey: G1_NO_POINT });
    expectCode(() => ProofOfSpace.decode(bad), 'BAD_POINT');
    expectCode(() => ProofOfSpace.decode(bad), 'BAD_POINT');
    expect(ProofOfSpace.decode(bad, { trusted: true }).plotPublicKey).toEqual(G1_NO_POINT);
    expectCode(
      () =>
        ProofOfSpace.fromJson({ ...(ProofOfSpace.toJson(proof) as object), pool_public_key: bytesToHex(G1_NO_POINT) }),
      'BAD_POINT',
    );
  });
});

describe('coins by themselves (consensus 1.4)', () => {
  const start = `${H('01')}${H('02')}`;

  test.each([
    [0n, ''],
    [1n, '01'],
    [0x7fn, '7f'],
    [0x80n, '0080'],
    [0xffn, '00ff'],
    [0x100n, '0100'],
    [2n ** 63n - 1n, '7fffffffffffffff'],
    [2n ** 63n, '008000000000000000'],
    [2n ** 64n - 1n, '00ffffffffffffffff'],
  ])('%d is written as "%s"', (amount, digits) => {
    const coin = { parentCoinInfo: filled(1), puzzleHash: filled(2), amount };
    expect(bytesToHex(Coin.encode(coin))).toBe(start + digits);
    expect(Coin.decode(hex(start + digits))).toEqual(coin);
    expect(Coin.fromCbor(Coin.toCbor(coin))).toEqual(coin);
  });

  test.each([
    ['00', 0n],
    ['000080', 0x80n],
    ['0000000000000005', 5n],
    [`${'00'.repeat(50_000)}05`, 5n],
  ])('redundant bytes are read', (digits, amount) => {
    expect(Coin.decode(hex(start + digits)).amount).toBe(amount);
  });

  test.each([
    ['a negative amount', `${start}80`, 'OUT_OF_RANGE'],
    ['a negative amount of nine bytes', `${start}${'ff'.repeat(9)}`, 'OUT_OF_RANGE'],
    ['2^64', `${start}010000000000000000`, 'OUT_OF_RANGE'],
    ['63 bytes', start.slice(2), 'TRUNCATED'],
  ] as const)('%s is refused', (_, bytes, code) => {
    expectCode(() => Coin.decode(hex(bytes)), code);
  });

  test('an amount out of range is not written', () => {
    const coin = { parentCoinInfo: filled(1), puzzleHash: filled(2), amount: 2n ** 64n };
    expectCode(() => Coin.encode(coin), 'OUT_OF_RANGE');
    expectCode(() => Coin.encode({ ...coin, amount: -1n }), 'OUT_OF_RANGE');
  });
});

describe('hashes (consensus 3.4)', () => {
  const blocks = valuesOf(HeaderBlock) as fc.Arbitrary<HeaderBlock>;

  test('a header hash covers the plot signature, a header data hash does not', () => {
    fc.assert(
      fc.property(blocks, ({ header }) => {
        const other = { ...header, plotSignature: sameBytes(header.plotSignature, G2_POINT) ? G2_IDENTITY : G2_POINT };
        expect(headerHash(other)).not.toEqual(headerHash(header));
        expect(headerDataHash(other.data)).toEqual(headerDataHash(header.data));
      }),
      { numRuns: 10 },
    );
  });

  test('a proofs hash covers proof of space and output, and neither witness nor iterations', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        const { proofOfTime, proofOfSpace } = block;
        const hash = proofsHash(block);
        const { a, b } = proofOfTime.output;
        expect(
          proofsHash({ ...block, proofOfTime: { ...proofOfTime, numberOfIterations: 1n, witness: filled(1) } }),
        ).toEqual(hash);
        expect(
          proofsHash({ ...block, proofOfTime: { ...proofOfTime, output: { a, b: b === 0n ? 1n : 0n } } }),
        ).not.toEqual(hash);
        expect(proofsHash({ ...block, proofOfSpace: { ...proofOfSpace, size: proofOfSpace.size ^ 1 } })).not.toEqual(
          hash,
        );
        expect(challengeOf(block, 5n)).toEqual({
          prevChallengeHash: proofOfSpace.challengeHash,
          proofsHash: hash,
          newWorkDifficulty: 5n,
        });
        expect(headerBlockHash({ ...block, challenge: challengeOf(block, null) })).toHaveLength(32);
        expect(proofOfSpaceHash(proofOfSpace)).not.toEqual(hash);
      }),
      { numRuns: 10 },
    );
  });

  test('a plot id and a filter hash', () => {
    // SHA-256 of the generator twice, and of nothing.
    expect(bytesToHex(plotId({ poolPublicKey: G1_POINT, plotPublicKey: G1_POINT }))).toHaveLength(64);
    expect(plotId({ poolPublicKey: G1_POINT, plotPublicKey: G1_IDENTITY })).not.toEqual(
      plotId({ poolPublicKey: G1_IDENTITY, plotPublicKey: G1_POINT }),
    );
    expect(bytesToHex(filterHash(filled(0, 0)))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});
