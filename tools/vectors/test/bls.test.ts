import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  AUG_DST,
  BACKENDS,
  type Bls,
  BlsError,
  deriveChild,
  deriveChildUnhardened,
  derivePath,
  deriveUnhardenedPublic,
  fingerprint,
  isValidSecretKey,
  keyGen,
  reduceToSecretKey,
  selectBackend,
} from '@salvia/bls';
import {
  contractPlotId,
  contractPlotPublicKey,
  decodeContractMemo,
  decodeMemo,
  encodeContractMemo,
  encodeMemo,
  farmerKey,
  joinPlotHalves,
  localKey,
  plotId,
  plotPublicKey,
  poolKey,
  signPlotHalf,
  taprootKey,
} from '@salvia/keychain';
import { readVector, vectorFiles } from '../src/index.ts';
import { schemas } from './bls-schemas.ts';

const read = <File extends keyof typeof schemas>(file: File) =>
  schemas[file].parse(readVector(`bls/${file}`)) as ReturnType<(typeof schemas)[File]['parse']>;

const keygen = read('keygen.json');
const derive = read('derive.json');
const sign = read('sign.json');
const verify = read('verify.json');
const aggregate = read('aggregate.json');
const points = read('points.json');
const plotKeys = read('plot-keys.json');

test('every file of the folder is known', () => {
  expect(Object.keys(schemas).map((file) => `bls/${file}`)).toEqual(
    expect.arrayContaining(vectorFiles().filter((file) => file.startsWith('bls/'))),
  );
});

const bytes = hexToBytes;
const failure = (code: string) => expect.objectContaining({ code });

describe.each(BACKENDS)('the %s back end', (name) => {
  let bls: Bls;
  beforeAll(async () => {
    bls = await selectBackend(name);
  });
  const publicKey = (secretKey: string): string => bytesToHex(bls.publicKey(bytes(secretKey)));

  test.each(keygen.cases)('key_gen of $seed', ({ seed, sk, pk, fingerprint: print }) => {
    expect(bytesToHex(keyGen(bytes(seed)))).toBe(sk);
    expect(publicKey(sk)).toBe(pk);
    expect(fingerprint(bytes(pk))).toBe(print);
  });

  test.each(keygen.rejected_seeds)('key_gen refuses %s', (seed) => {
    expect(() => keyGen(bytes(seed))).toThrow(failure('SEED_TOO_SHORT'));
  });

  test.each(derive.hardened)(
    'hardened child $index of $master_sk',
    ({ seed, master_sk, index, child_sk, child_pk }) => {
      expect(bytesToHex(keyGen(bytes(seed)))).toBe(master_sk);
      expect(bytesToHex(deriveChild(bytes(master_sk), index))).toBe(child_sk);
      expect(publicKey(child_sk)).toBe(child_pk);
    },
  );

  test.each(derive.unhardened)('unhardened child $index of $parent_sk', (row) => {
    expect(publicKey(row.parent_sk)).toBe(row.parent_pk);
    expect(bytesToHex(deriveChildUnhardened(bytes(row.parent_sk), row.index, bls))).toBe(row.child_sk);
    expect(bytesToHex(deriveUnhardenedPublic(bytes(row.parent_pk), row.index, bls))).toBe(row.child_pk);
    expect(publicKey(row.child_sk)).toBe(row.child_pk);
  });

  test.each(derive.paths)('path $name of $master_sk', ({ seed, master_sk, path, hardened, sk, pk }) => {
    const unhardened = (key: Uint8Array): Uint8Array =>
      path.reduce((parent, index) => deriveChildUnhardened(parent, index, bls), key);
    expect(bytesToHex(keyGen(bytes(seed)))).toBe(master_sk);
    expect(bytesToHex(hardened ? derivePath(bytes(master_sk), path) : unhardened(bytes(master_sk)))).toBe(sk);
    expect(publicKey(sk)).toBe(pk);
  });

  test.each(sign.sign)('$sk signs "$msg"', ({ sk, pk, msg, sig }) => {
    expect(publicKey(sk)).toBe(pk);
    expect(bytesToHex(bls.sign(bytes(sk), bytes(msg)))).toBe(sig);
  });

  test.each(sign.sign_prepend)('$sk signs "$msg" behind another key', ({ sk, prepend_pk, msg, sig }) => {
    expect(bytesToHex(bls.sign(bytes(sk), bytes(msg), bytes(prepend_pk)))).toBe(sig);
  });

  test.each(sign.sign_basic)('$sk signs "$msg" in the basic scheme', ({ sk, msg, sig }) => {
    expect(bytesToHex(bls.curve.multiplyHash(bytes(sk), bytes(msg), sign.dst_basic))).toBe(sig);
  });

  test.each(verify.cases)('verify: $note', ({ pk, msg, sig, result }) => {
    const verdict = () => bls.verify(bytes(pk), bytes(msg), bytes(sig));
    if (result === 'decode_error') expect(verdict).toThrow(expect.any(BlsError));
    else expect(verdict()).toBe(result);
  });

  test.each(aggregate.aggregate)('sum of $sigs.length signatures', ({ sigs, aggregate: sum }) => {
    expect(bytesToHex(bls.aggregate(sigs.map(bytes)))).toBe(sum);
  });

  test.each(aggregate.aggregate_verify)('aggregate verify: $note', ({ pks, msgs, sig, result }) => {
    const verdict = () => bls.aggregateVerify(pks.map(bytes), msgs.map(bytes), bytes(sig));
    if (result === 'decode_error') expect(verdict).toThrow(expect.any(BlsError));
    else expect(verdict()).toBe(result);
  });

  test.each(points.g1)('G1: $note', ({ bytes: point, reserialized }) => {
    expect(bls.isValidG1(bytes(point))).toBe(reserialized !== null);
    // Adding nothing to it decodes the point and encodes it again.
    const sum = () => bytesToHex(bls.addPublicKeys([bytes(point)]));
    if (reserialized === null) expect(sum).toThrow(failure('PUBLIC_KEY_INVALID'));
    else expect(sum()).toBe(reserialized);
  });

  test.each(points.g2)('G2: $note', ({ bytes: point, reserialized }) => {
    expect(bls.isValidG2(bytes(point))).toBe(reserialized !== null);
    const sum = () => bytesToHex(bls.aggregate([bytes(point)]));
    if (reserialized === null) expect(sum).toThrow(failure('SIGNATURE_INVALID'));
    else expect(sum()).toBe(reserialized);
  });

  test.each(plotKeys.cases)('plot keys: $label', (row) => {
    expect(bytesToHex(farmerKey(keyGen(bytes(row.farmer_seed))))).toBe(row.farmer_sk);
    expect(publicKey(row.farmer_sk)).toBe(row.farmer_pk);
    expect(bytesToHex(poolKey(keyGen(bytes(row.pool_seed))))).toBe(row.pool_sk);
    expect(publicKey(row.pool_sk)).toBe(row.pool_pk);
    expect(bytesToHex(keyGen(bytes(row.local_seed)))).toBe(row.local_master_sk);
    expect(bytesToHex(localKey(bytes(row.local_master_sk)))).toBe(row.local_sk);
    expect(publicKey(row.local_sk)).toBe(row.local_pk);

    const plotKey = plotPublicKey(bytes(row.local_pk), bytes(row.farmer_pk));
    expect(bytesToHex(plotKey)).toBe(row.plot_pk);
    expect(bytesToHex(plotId(bytes(row.pool_pk), plotKey))).toBe(row.plot_id);
    const keys = decodeMemo(bytes(row.memo));
    expect(keys).toEqual({
      poolPublicKey: bytes(row.pool_pk),
      farmerPublicKey: bytes(row.farmer_pk),
      localMasterKey: bytes(row.local_master_sk),
    });
    expect(bytesToHex(encodeMemo(keys))).toBe(row.memo);

    const message = bytes(row.message);
    const halves = [row.local_sk, row.farmer_sk].map((key) => signPlotHalf(bytes(key), message, plotKey));
    expect(halves.map(bytesToHex)).toEqual([row.local_share, row.farmer_share]);
    const whole = joinPlotHalves(...halves);
    expect(bytesToHex(whole)).toBe(row.aggregate);
    expect(bls.verify(plotKey, message, whole)).toBe(row.verifies_under_plot_pk);
    const sum = bls.addSecretKeys([bytes(row.local_sk), bytes(row.farmer_sk)]);
    expect(bytesToHex(sum)).toBe(row.sum_sk);
    expect(bytesToHex(bls.sign(sum, message))).toBe(row.signature_by_sum_sk);
  });

  test.each(plotKeys.contract_pool_cases)('plot keys of a contract: $label', (row) => {
    const [contract, local, farmer] = [row.pool_contract_puzzle_hash, row.local_pk, row.farmer_pk].map(bytes) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    expect(bytesToHex(localKey(bytes(row.local_master_sk)))).toBe(row.local_sk);
    expect(publicKey(row.local_sk)).toBe(row.local_pk);
    expect(publicKey(row.farmer_sk)).toBe(row.farmer_pk);
    expect(bytesToHex(taprootKey(local, farmer))).toBe(row.taproot_sk);
    const plotKey = contractPlotPublicKey(local, farmer);
    expect(bytesToHex(plotKey)).toBe(row.plot_pk);
    expect(bytesToHex(contractPlotId(contract, plotKey))).toBe(row.plot_id);
    const keys = decodeContractMemo(bytes(row.memo));
    expect(keys).toEqual({
      poolContractPuzzleHash: contract,
      farmerPublicKey: farmer,
      localMasterKey: bytes(row.local_master_sk),
    });
    expect(bytesToHex(encodeContractMemo(keys))).toBe(row.memo);

    const secretKeys = [row.local_sk, row.farmer_sk, row.taproot_sk];
    const parts = secretKeys.map((key) => signPlotHalf(bytes(key), bytes(row.message), plotKey));
    expect(parts.map(bytesToHex)).toEqual([row.local_share, row.farmer_share, row.taproot_share]);
    expect(bytesToHex(joinPlotHalves(...parts))).toBe(row.aggregate);
    expect(bls.verify(plotKey, bytes(row.message), joinPlotHalves(...parts))).toBe(true);
  });
});

test('the domain string of the augmented scheme', () => {
  expect(AUG_DST).toBe(sign.dst_aug);
});

test.each(points.private_keys)('secret key: $note', ({ bytes: key, mod_order, reserialized }) => {
  if (!mod_order) {
    expect(isValidSecretKey(bytes(key))).toBe(reserialized !== null);
    if (reserialized !== null) expect(reserialized).toBe(key);
  } else if (reserialized === null) {
    expect(() => reduceToSecretKey(bytes(key))).toThrow(failure('SECRET_KEY_INVALID'));
  } else {
    expect(bytesToHex(reduceToSecretKey(bytes(key)))).toBe(reserialized);
  }
});
