import { describe, expect, test } from '@jest/globals';
import { addSecretKeys, bls, GROUP_ORDER } from '@salvia/bls';
import fc from 'fast-check';
import {
  contractPlotId,
  contractPlotPublicKey,
  decodeContractMemo,
  decodeMemo,
  encodeContractMemo,
  encodeMemo,
  joinPlotHalves,
  plotId,
  plotPublicKey,
  signPlotHalf,
  taprootKey,
} from '../src/index.ts';
import { failure, few, hashes, secretKeys } from './arbitraries.ts';

const publicKey = (secretKey: Uint8Array): Uint8Array => bls().publicKey(secretKey);

/** Overwrites one byte of a copy. */
function spoilt(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = byte;
  return copy;
}

describe('a signature under a plot key', () => {
  test('comes of the two halves, and of neither alone', () => {
    fc.assert(
      fc.property(secretKeys, secretKeys, hashes, (local, farmer, message) => {
        const plotKey = plotPublicKey(publicKey(local), publicKey(farmer));
        const halves = [local, farmer].map((key) => signPlotHalf(key, message, plotKey));
        const whole = joinPlotHalves(...halves);
        expect(bls().verify(plotKey, message, whole)).toBe(true);
        expect(joinPlotHalves(...halves.toReversed())).toEqual(whole);
        for (const half of halves) expect(bls().verify(plotKey, message, half)).toBe(false);
        expect(bls().sign(addSecretKeys([local, farmer]), message)).toEqual(whole);
      }),
      few,
    );
  });

  test('takes a third part for a plot of a pool contract', () => {
    fc.assert(
      fc.property(secretKeys, secretKeys, hashes, (local, farmer, message) => {
        const [localKey, farmerKey] = [publicKey(local), publicKey(farmer)];
        const plotKey = contractPlotPublicKey(localKey, farmerKey);
        const parts = [local, farmer, taprootKey(localKey, farmerKey)].map((key) =>
          signPlotHalf(key, message, plotKey),
        );
        expect(bls().verify(plotKey, message, joinPlotHalves(...parts))).toBe(true);
        expect(bls().verify(plotKey, message, joinPlotHalves(...parts.slice(1)))).toBe(false);
      }),
      few,
    );
  });
});

test('a plot id tells plots of other keys and contracts apart', () => {
  fc.assert(
    fc.property(secretKeys, secretKeys, hashes, (pool, plot, contract) => {
      const id = plotId(publicKey(pool), publicKey(plot));
      expect(id).toHaveLength(32);
      expect(plotId(publicKey(plot), publicKey(pool))).not.toEqual(id);
      expect(contractPlotId(contract, publicKey(plot))).not.toEqual(id);
    }),
    few,
  );
});

describe('memos', () => {
  test('of a pool key have 128 bytes and are read back', () => {
    fc.assert(
      fc.property(secretKeys, secretKeys, secretKeys, (pool, farmer, localMasterKey) => {
        const keys = { poolPublicKey: publicKey(pool), farmerPublicKey: publicKey(farmer), localMasterKey };
        const memo = encodeMemo(keys);
        expect(memo).toHaveLength(128);
        expect(decodeMemo(memo)).toEqual(keys);
      }),
      few,
    );
  });

  test('of a pool contract have 112 bytes and are read back', () => {
    fc.assert(
      fc.property(hashes, secretKeys, secretKeys, (poolContractPuzzleHash, farmer, localMasterKey) => {
        const keys = { poolContractPuzzleHash, farmerPublicKey: publicKey(farmer), localMasterKey };
        const memo = encodeContractMemo(keys);
        expect(memo).toHaveLength(112);
        expect(decodeContractMemo(memo)).toEqual(keys);
      }),
      few,
    );
  });

  const farmerPublicKey = publicKey(Uint8Array.of(...new Uint8Array(31), 5));
  const localMasterKey = Uint8Array.of(...new Uint8Array(31), 7);
  const memo = encodeMemo({ poolPublicKey: farmerPublicKey, farmerPublicKey, localMasterKey });
  const contractMemo = encodeContractMemo({
    poolContractPuzzleHash: new Uint8Array(32),
    farmerPublicKey,
    localMasterKey,
  });

  test.each([0, 112, 127, 129])('of %i bytes are no memos of a pool key', (bytes) => {
    expect(() => decodeMemo(new Uint8Array(bytes))).toThrow(failure('MEMO_SIZE', { bytes, wanted: 128 }));
  });

  test.each([0, 111, 113, 128])('of %i bytes are no memos of a pool contract', (bytes) => {
    expect(() => decodeContractMemo(new Uint8Array(bytes))).toThrow(failure('MEMO_SIZE', { bytes, wanted: 112 }));
  });

  test.each([
    ['poolPublicKey', 0, 0],
    ['farmerPublicKey', 48, 0],
    ['localMasterKey', 96, 0xff],
  ])('are refused without a valid %s', (field, at, byte) => {
    expect(() => decodeMemo(spoilt(memo, at, byte))).toThrow(failure('MEMO_KEY', { field }));
  });

  test.each([
    ['farmerPublicKey', 32, 0],
    ['localMasterKey', 80, 0xff],
  ])('of a contract are refused without a valid %s', (field, at, byte) => {
    expect(() => decodeContractMemo(spoilt(contractMemo, at, byte))).toThrow(failure('MEMO_KEY', { field }));
  });

  test('are not made of keys that are none', () => {
    const order = Uint8Array.from(Buffer.from(GROUP_ORDER.toString(16), 'hex'));
    const keys = { poolPublicKey: farmerPublicKey, farmerPublicKey, localMasterKey };
    const field = failure('MEMO_KEY', { field: 'localMasterKey' });
    expect(() => encodeMemo({ ...keys, localMasterKey: order })).toThrow(field);
    expect(() => encodeMemo({ ...keys, poolPublicKey: order })).toThrow(
      failure('MEMO_KEY', { field: 'poolPublicKey' }),
    );
    const contract = { ...keys, poolContractPuzzleHash: new Uint8Array(31) };
    expect(() => encodeContractMemo(contract)).toThrow(failure('PUZZLE_HASH_SIZE', { bytes: 31 }));
  });
});
