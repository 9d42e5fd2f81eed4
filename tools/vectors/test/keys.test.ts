import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { BACKENDS, type Bls, derivePath, fingerprint, keyGen, selectBackend } from '@salvia/bls';
import {
  atomProgram,
  type ClvmNode,
  curryBeta18,
  DEFAULT_HIDDEN_PUZZLE,
  DEFAULT_HIDDEN_PUZZLE_HASH,
  isAtom,
  readProgram,
  treeHash,
  writeProgram,
} from '@salvia/clvm';
import {
  backupKey,
  decodeAddress,
  decodeMemo,
  encodeAddress,
  encodeMemo,
  entropyToMnemonic,
  farmerKey,
  joinPlotHalves,
  localKey,
  masterKeyOf,
  mnemonicToEntropy,
  mnemonicToSeed,
  normalizeMnemonic,
  plotId,
  plotPublicKey,
  poolKey,
  signPlotHalf,
  standardPuzzleForKey,
  standardPuzzleHash,
  syntheticPublicKey,
  walletKey,
} from '@salvia/keychain';
import { passesPlotFilter } from '@salvia/proof-of-space';
import { deviationFor, readVector } from '../src/index.ts';
import { keysSchema } from './keys-schema.ts';

const FILE = 'reference/keys.json';
/** The prefix of the release's addresses. */
const PREFIX = 'txch';
/** Tree hash of the release's `p2_delegated_puzzle_or_hidden_puzzle` before currying (wallet 2.1). */
const HIDDEN_PUZZLE_MOD_HASH = '9f3d2e3fb5e8ab7810f326b8b090cc53a90c822ec43b0bf038ca9ef449075e45';

const data = keysSchema.parse(readVector(FILE));
const bytes = hexToBytes;
const failure = (code: string) => expect.objectContaining({ code });

/** What a path of first (f) and rest (r) leads to. */
const at = (node: ClvmNode, path: string): ClvmNode =>
  [...path].reduce((here, step) => {
    if (isAtom(here)) throw new Error(`no pair on the way ${path}`);
    return step === 'f' ? here.first : here.rest;
  }, node);

describe.each(BACKENDS)('the %s back end', (name) => {
  let bls: Bls;
  beforeAll(async () => {
    bls = await selectBackend(name);
  });
  const keyPair = (secretKey: Uint8Array) => ({ sk: bytesToHex(secretKey), pk: bytesToHex(bls.publicKey(secretKey)) });

  test.each(data.keys)('keys of "$mnemonic"', ({ mnemonic, passphrase, entropy, seed, ...keys }) => {
    expect(bytesToHex(mnemonicToEntropy(mnemonic))).toBe(entropy);
    expect(entropyToMnemonic(bytes(entropy))).toBe(mnemonic);
    expect(bytesToHex(mnemonicToSeed(mnemonic, passphrase))).toBe(seed);
    const master = masterKeyOf(mnemonic, passphrase);
    expect({ ...keyPair(master), fingerprint: fingerprint(bls.publicKey(master)) }).toEqual(keys.master);
    expect(keyPair(farmerKey(master))).toEqual(keys.farmer);
    expect(keyPair(poolKey(master))).toEqual(keys.pool);
    expect(keyPair(localKey(master))).toEqual(keys.local);
    expect(keyPair(backupKey(master))).toEqual(keys.backup);
    for (const { sk, pk, index } of keys.wallet) expect(keyPair(walletKey(master, index))).toEqual({ sk, pk });
  });

  test.each(data.keys.flatMap(({ wallet }) => wallet))('puzzles of the key $pk', (row) => {
    const publicKey = bytes(row.pk);
    expect(bytesToHex(standardPuzzleForKey(publicKey, 'beta18'))).toBe(row.puzzle);
    expect(bytesToHex(standardPuzzleHash(publicKey, 'beta18'))).toBe(row.puzzle_hash);
    expect(encodeAddress(bytes(row.puzzle_hash), PREFIX, 'beta18')).toBe(row.address);
    expect(bytesToHex(decodeAddress(row.address, PREFIX, 'beta18'))).toBe(row.puzzle_hash);

    const synthetic = syntheticPublicKey(publicKey);
    expect(bytesToHex(synthetic)).toBe(row.synthetic_public_key);
    // ((c (q M) …)): the program M that was curried is the second item of the quotation.
    const mod = writeProgram(at(readProgram(bytes(row.hidden_puzzle)), 'frfrf'), 'beta18');
    expect(bytesToHex(treeHash(mod))).toBe(HIDDEN_PUZZLE_MOD_HASH);
    expect(bytesToHex(curryBeta18(mod, atomProgram(synthetic)))).toBe(row.hidden_puzzle);
    expect(bytesToHex(treeHash(bytes(row.hidden_puzzle)))).toBe(row.hidden_puzzle_hash);
  });

  test.each(data.derivation)('path $path of $sk', ({ sk, path, child }) => {
    expect(keyPair(derivePath(bytes(sk), path))).toEqual(child);
  });

  test.each(data.key_gen)('key_gen of $seed', ({ seed, key }) => {
    expect(keyPair(keyGen(bytes(seed)))).toEqual(key);
  });

  test.each(data.signatures)('signatures of "$message"', (row) => {
    const [first, second, message] = [row.sk, row.sk2, row.message].map(bytes) as [Uint8Array, Uint8Array, Uint8Array];
    expect(bytesToHex(bls.sign(first, message))).toBe(row.signature);
    expect(bls.verify(bls.publicKey(first), message, bytes(row.signature))).toBe(true);
    const sum = bls.addPublicKeys([bls.publicKey(first), bls.publicKey(second)]);
    expect(bytesToHex(sum)).toBe(row.key_sum);
    const shares = [first, second].map((key) => signPlotHalf(key, message, sum));
    expect(shares.map(bytesToHex)).toEqual([row.share_1, row.share_2]);
    expect(bytesToHex(joinPlotHalves(...shares))).toBe(row.aggregate);
    expect(bls.verify(sum, message, bytes(row.aggregate))).toBe(row.verifies_for_key_sum);
  });

  test.each(data.plots)('plot $plot_id', (row) => {
    expect(keyPair(localKey(bytes(row.local_master_sk))).pk).toBe(row.local_pk);
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
  });
});

test('key_gen refuses 31 bytes, as the reference does', () => {
  expect(data.key_gen_of_31_bytes).not.toBe('');
  expect(() => keyGen(new Uint8Array(31))).toThrow(failure('SEED_TOO_SHORT'));
});

test.each(data.bad_mnemonics)('mnemonic: $note', (row) => {
  const { mnemonic, accepted } = row;
  if (deviationFor(FILE, row) !== null) {
    // Read as its normal form is, whatever that gives: the very words, or the same refusal.
    const normal = normalizeMnemonic(mnemonic);
    expect(normal).not.toBe(mnemonic);
    const read = (text: string): string => {
      try {
        return entropyToMnemonic(mnemonicToEntropy(text));
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(read(mnemonic)).toBe(read(normal));
    expect([normal, expect.stringMatching(/^MNEMONIC_/)]).toContainEqual(read(mnemonic));
  } else if (accepted) {
    expect(entropyToMnemonic(mnemonicToEntropy(mnemonic))).toBe(mnemonic);
  } else {
    expect(() => mnemonicToEntropy(mnemonic)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^MNEMONIC_/) }),
    );
  }
});

test.each(data.can_create_proof)('filter of $zero_bits bits: $plot_id', (row) => {
  const { plot_id, challenge_hash, zero_bits, can_create_proof } = row;
  const passes = () => passesPlotFilter(bytes(plot_id), bytes(challenge_hash), zero_bits);
  if (deviationFor(FILE, row) !== null) expect(passes()).toBe(true);
  else if (can_create_proof === null) expect(passes).toThrow(failure('OUT_OF_RANGE'));
  else expect(passes()).toBe(can_create_proof);
});

test.each(data.addresses)('address: $note', (row) => {
  const { address } = row;
  const decoded = () => bytesToHex(decodeAddress(address, PREFIX, 'beta18'));
  const deviation = deviationFor(FILE, row);
  if (deviation !== null) {
    expect(decoded).toThrow(failure(deviation.verdict));
  } else if ('exception' in row) {
    expect(decoded).toThrow(failure('ADDRESS_INVALID'));
  } else {
    expect(decoded()).toBe(row.decoded);
    expect(encodeAddress(bytes(row.decoded), PREFIX, 'beta18')).toBe(address.toLowerCase());
  }
});

test('the hidden puzzle of keys that have none', () => {
  expect(bytesToHex(DEFAULT_HIDDEN_PUZZLE)).toBe(data.default_hidden_puzzle);
  expect(bytesToHex(DEFAULT_HIDDEN_PUZZLE_HASH)).toBe(data.default_hidden_puzzle_hash);
});
