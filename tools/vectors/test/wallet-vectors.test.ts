import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { bls, deriveChild, fingerprint, keyGen } from '@salvia/bls';
import {
  CONDITIONS_PUZZLE_MOD,
  type CoinRules,
  calculateSyntheticOffset,
  DEFAULT_HIDDEN_PUZZLE_HASH,
  intToAtom,
  listNode,
  listProgram,
  pairProgram,
  STANDARD_PUZZLE_MOD,
  treeHash,
  writeProgram,
} from '@salvia/clvm';
import {
  backupKey,
  encodeAddress,
  farmerKey,
  localKey,
  masterKeyOf,
  mnemonicToSeed,
  plotId,
  plotPublicKey,
  poolKey,
  walletKey,
} from '@salvia/keychain';
import { coinName, defaultConstants, SpendBundle, spendBundleName } from '@salvia/protocol';
import { buildSpend, createKeyRing, signStandardSpend, standardSolution } from '@salvia/wallet';
import { readVector } from '../src/index.ts';
import { keysSchema } from './keys-schema.ts';

/** The values of wallet 2.6. */
const MNEMONIC = `${'abandon '.repeat(23)}art`;
const master = masterKeyOf(MNEMONIC);
const rings = { mainnet: createKeyRing(master, 'mainnet'), beta18: createKeyRing(master, 'beta18') } as const;
const publicKeyOf = (secretKey: Uint8Array) => bytesToHex(bls().publicKey(secretKey));
const QUOTE = Uint8Array.of(1);

describe('the keys of the specification', () => {
  test('of the mnemonic', () => {
    expect(bytesToHex(mnemonicToSeed(MNEMONIC))).toBe(
      '408b285c123836004f4b8842c89324c1f01382450c0d439af345ba7fc49acf705489c6fc77dbd4e3dc1dd8cc6bc9f043db8ada1e243c4a0eafb290d399480840',
    );
    expect(bytesToHex(master)).toBe('345f9d6a5bcadaebe6ceb05e91c44df84f795d24e113fe84b1895a37cc4591e4');
    expect(bytesToHex(rings.mainnet.masterPublicKey)).toBe(
      '827af93158c0542a234c76fcdfd54766dc39405b259c25f6fc90ca47fb0c73a8f5c745a4489b0a0ed7662044021bac53',
    );
    expect(rings.mainnet.fingerprint).toBe(1532878573);
  });

  test.each([
    [
      'farmer',
      farmerKey,
      '87243b0f11873c90c3b17d01391de8728c29d0337ae3815e24850a31cb6be56e14d678f9d9a837a02f465bd09c870b25',
    ],
    [
      'pool',
      poolKey,
      '924a25596d5ccbe667f9614e3624fefaa42c6fbd685e0f54fdfd866e3f390c2b1bb936307973596345f255ecda79a3ea',
    ],
    [
      'backup',
      backupKey,
      '82db92a28b302059ec0022c7a18f322d8e016429cafff5892d7286cd6317b846bbb2c1717df98a721d7ee51861a537d5',
    ],
  ])('of the %s', (_use, derive, publicKey) => {
    expect(publicKeyOf(derive(master))).toBe(publicKey);
  });

  test.each([
    [
      0,
      '8cf9590585eafc287497b15ec7e32e0e5bdcb27a0eef799b66ba685898514976a1933f2e03efeeca81064983a1372d68',
      'ad2abf356f2360aac5d6134e2c4b86d4c0b71c7b34d6585ff55b305d0ba9081baad3c55fef66aa15c3f41ac1e7da90b1',
      '761bbd89ca2a12a4c950f1a4c6df81382425e47221d53869cce882393675d07d',
    ],
    [
      1,
      '89f7c2391ac37e5ae41f3ade67701171182d4be76cbb4666c1dd6459f886b74bbca34090cf062f21df0733b4da466ac4',
      'a5fa214c8220dc4fcf9cfa25d058182c26981cae5222f73a37e211c4064435562c404e2ab9bc11ed19619a20a516e058',
      '7c8ddbc4f34e334664327b2db15e1c14c5ec8aaea3c935bda595b03367580ca4',
    ],
  ])('of address %i', (index, publicKey, syntheticKey, puzzleHash) => {
    const key = rings.mainnet.key(index);
    expect(bytesToHex(key.publicKey)).toBe(publicKey);
    expect(bytesToHex(rings.mainnet.spendKey(index).publicKey)).toBe(syntheticKey);
    expect(bytesToHex(key.puzzleHash)).toBe(puzzleHash);
  });

  test('of the first address: secret keys, and the offset between them', () => {
    expect(bytesToHex(walletKey(master, 0))).toBe('396f349c02ae3deeb5e09bae286295e7cb8ca51fb31556d462a7c6c876934292');
    expect(bytesToHex(calculateSyntheticOffset(rings.mainnet.key(0).publicKey))).toBe(
      '4328aedcf07769192c1c09a20cd10d0896a177f7ec1511077b2831df839ac183',
    );
    expect(bytesToHex(rings.mainnet.spendKey(0).secretKey)).toBe(
      '08aa3c25c98829bfaec2cd482b91caeb0e7079149f2c0bdcddcff8a8fa2e0414',
    );
    expect(rings.beta18.spendKey(0).secretKey).toEqual(walletKey(master, 0));
  });

  test.each<[CoinRules, string, string]>([
    ['mainnet', 'txch', 'txch1wcdmmzw29gf2fj2s7xjvdhup8qjzterjy82ns6wvazprjdn46p7sdz8065'],
    ['mainnet', 'xch', 'xch1wcdmmzw29gf2fj2s7xjvdhup8qjzterjy82ns6wvazprjdn46p7sq9qem8'],
    ['beta18', 'txch', 'txch1ekscwnnd8dknr96xknhp563cc4r97f604uncjampp7pfmevt5gxqd6988h'],
  ])('and its address under the rules %s, prefix %s', (coinRules, prefix, address) => {
    expect(encodeAddress(rings[coinRules].key(0).puzzleHash, prefix, coinRules)).toBe(address);
  });

  test('of a plot', () => {
    const local = bls().publicKey(localKey(keyGen(new Uint8Array(32).fill(1))));
    expect(bytesToHex(local)).toBe(
      'a4174152198169d8d167dbe6c109e6c34063739f72c224323c42721afc29e04dad5ce4a5fd7fcca6d71d2b39581846fc',
    );
    const [farmer, pool] = [farmerKey, poolKey].map((derive) => bls().publicKey(derive(master))) as [
      Uint8Array,
      Uint8Array,
    ];
    expect(bytesToHex(plotId(pool, plotPublicKey(local, farmer)))).toBe(
      'c2b6004b0a50b7cf375d461c927d332bc67682c2ec04bdf8ffea725cf32f9378',
    );
  });

  test('of EIP-2333, with the key generation of its day', () => {
    const parent = masterKeyOf(`${'abandon '.repeat(11)}about`, 'TREZOR');
    expect(bytesToHex(parent)).toBe('0befcabff4a664461cc8f190cdd51c05621eb2837c71a1362df5b465a674ecfb');
    expect(BigInt(`0x${bytesToHex(deriveChild(parent, 0))}`)).toBe(
      11812940737387919040225825939013910852517748782307378293770044673328955938106n,
    );
  });
});

test.each([
  ['the standard puzzle', STANDARD_PUZZLE_MOD, 'e9aaa49f45bad5c889b86ee3341550c155cfdd10c3a6757de618d20612fffd52'],
  [
    'the standard puzzle, quoted',
    pairProgram(QUOTE, STANDARD_PUZZLE_MOD),
    '9890a9bd1330fc3c4f4af0de8642dc31b1d525e2b18e0fde4eae079afb1b60a4',
  ],
  [
    'the puzzle of conditions',
    CONDITIONS_PUZZLE_MOD,
    '1c77d7d5efde60a7a1d2d27db6d746bc8e568aea1ef8586ca967a0d60b83cc36',
  ],
  [
    'no conditions today',
    pairProgram(QUOTE, Uint8Array.of(0x80)),
    'ba4484b961b7a2369d948d06c55b64bdbfaffb326bc13b490ab1215dd33d8d46',
  ],
  [
    'no conditions in the beta',
    listProgram(QUOTE, Uint8Array.of(0x80)),
    'f3a579254623f8094e07af862df2e45c9db5592b4105d34a256dd6c498416288',
  ],
])('the tree hash of %s', (_what, program, hash) => {
  expect(bytesToHex(treeHash(program))).toBe(hash);
});

test('the tree hash of the hidden puzzle of keys that have none', () => {
  expect(bytesToHex(DEFAULT_HIDDEN_PUZZLE_HASH)).toBe(
    '711d6c4e32c92e53179b199484cf8c897542bc57f2b22582799f9d657eec4699',
  );
});

describe('the spends of the specification', () => {
  const coinFor = (coinRules: CoinRules) => ({
    parentCoinInfo: Uint8Array.of(...new Uint8Array(31), 1),
    puzzleHash: rings[coinRules].key(0).puzzleHash,
    amount: 14_000_000_000_000n,
  });
  const change = new Uint8Array(32).fill(0xbb);
  const outputs = [{ puzzleHash: new Uint8Array(32).fill(0xaa), amount: 1000n }];
  const genesisHash = new Uint8Array(32).fill(0x11);

  test("in today's form: a payment of 1000 mojo, a fee of 500, and change", () => {
    const coin = coinFor('mainnet');
    expect(bytesToHex(coinName(coin))).toBe('f2414f79bf0cf59f268189a1143ebdb10f32b776722d672793fe4c6336c4b9d6');
    const { bundle, change: left } = buildSpend({
      network: { coinRules: 'mainnet', constants: defaultConstants('mainnet'), genesisHash },
      coins: [coin],
      outputs,
      fee: 500n,
      change,
      keyOf: () => rings.mainnet.spendKey(0),
    });
    expect(left).toBe(13_999_999_998_500n);
    expect(bytesToHex(bundle.aggregatedSignature)).toBe(
      '867539796527267450caf96a94eecf6a5fcd2d3f8a155db2be887f24b2e150de52af036b2dd0d6ffe351360aee042f1b0a96e4c0786a6a54a054774a204757c6ca5f7932c60dcbcc97b396d794b471e2ac9411b4b125ed5f47d1d2a8fc454d3b',
    );
    const message = concatBytes(
      hexToBytes('044188cc7fed7411ca1697141838bdeed18c9c4bc6ce3fa64b3b96f6d1451945'),
      coinName(coin),
      genesisHash,
    );
    const { publicKey } = rings.mainnet.spendKey(0);
    expect(bls().aggregateVerify([publicKey], [message], bundle.aggregatedSignature)).toBe(true);
  });

  test('in the form of the beta, of which the whole bundle is known', () => {
    const coin = coinFor('beta18');
    expect(bytesToHex(coinName(coin))).toBe('2316f2f2dd04d14e627b30cae2638078fe593b4e1d7fcf6abc21a963b6583cd8');
    const created = [...outputs, { puzzleHash: change, amount: 13_999_999_998_500n }];
    const spend = {
      coin,
      key: rings.beta18.spendKey(0),
      conditions: [
        ...created.map(({ puzzleHash, amount }) => listNode(Uint8Array.of(51), puzzleHash, intToAtom(amount))),
        listNode(Uint8Array.of(58), intToAtom(500n)),
      ],
    };
    const delegated = listProgram(QUOTE, writeProgram(listNode(...spend.conditions), 'beta18'));
    expect(bytesToHex(treeHash(delegated))).toBe('e4527468eb49d610d10f0cc88956da5d0058da8c527ed23f8909ec3646548797');
    const aggregatedSignature = signStandardSpend(spend, { coinRules: 'beta18', genesisHash });
    expect(bytesToHex(aggregatedSignature)).toBe(
      '904953a7022016bcc31c6e4a7779b03b41a85a93289a43f4148e0e59a7d8e56f0500e53ccdb19aa13bd15ad215bbfa660ecec7baf25731684b1cd927e8be401626ed3d91f339492f660968f2ec75c12a9c95cf4a55dced37e5af669846000e30',
    );
    const bundle = { coinSolutions: [standardSolution(spend, 'beta18')], aggregatedSignature };
    expect(SpendBundle.encode(bundle)).toHaveLength(533);
    expect(bytesToHex(spendBundleName(bundle))).toBe(
      '0467a4f6a54a9c508028ec05f55ce6c591088e4e3100f2e1ff273c7c3367a191',
    );
  });
});

describe('key rings make the keys of the reference', () => {
  const { keys } = keysSchema.parse(readVector('reference/keys.json'));

  test.each(keys)('from "$mnemonic"', ({ mnemonic, passphrase, master: { fingerprint: known }, wallet }) => {
    const secretKey = masterKeyOf(mnemonic, passphrase);
    const [beta, today] = [createKeyRing(secretKey, 'beta18'), createKeyRing(secretKey, 'mainnet')];
    expect([beta.fingerprint, today.fingerprint]).toEqual([known, known]);
    expect(known).toBe(fingerprint(bls().publicKey(secretKey)));
    for (const row of wallet) {
      const { puzzle, secretKey: signer } = beta.spendKey(row.index);
      expect([puzzle, signer].map(bytesToHex)).toEqual([row.puzzle, row.sk]);
      expect(bytesToHex(beta.key(row.index).puzzleHash)).toBe(row.puzzle_hash);
      expect(bytesToHex(today.key(row.index).publicKey)).toBe(row.pk);
      expect(bytesToHex(today.spendKey(row.index).publicKey)).toBe(row.synthetic_public_key);
    }
  });
});
