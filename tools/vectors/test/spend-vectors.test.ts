import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { bls } from '@salvia/bls';
import {
  type CoinRules,
  createCoinLanguage,
  intToAtom,
  listNode,
  listProgram,
  pairProgram,
  treeHash,
  writeGenerator,
  writeProgram,
} from '@salvia/clvm';
import { masterKeyOf, standardPuzzleForKey, syntheticSecretKey, walletKey } from '@salvia/keychain';

/** The spend vectors of wallet 2.6, made and run: a coin of 14 TXCH, two outputs, a fee of 500 mojo. */
interface SpendVector {
  readonly coinRules: CoinRules;
  readonly coinName: string;
  readonly delegatedHash: string;
  readonly signature: string;
}

const VECTORS: readonly SpendVector[] = [
  {
    coinRules: 'beta18',
    coinName: '2316f2f2dd04d14e627b30cae2638078fe593b4e1d7fcf6abc21a963b6583cd8',
    delegatedHash: 'e4527468eb49d610d10f0cc88956da5d0058da8c527ed23f8909ec3646548797',
    signature:
      '904953a7022016bcc31c6e4a7779b03b41a85a93289a43f4148e0e59a7d8e56f0500e53ccdb19aa13bd15ad215bbfa660ecec7baf25731684b1cd927e8be401626ed3d91f339492f660968f2ec75c12a9c95cf4a55dced37e5af669846000e30',
  },
  {
    coinRules: 'mainnet',
    coinName: 'f2414f79bf0cf59f268189a1143ebdb10f32b776722d672793fe4c6336c4b9d6',
    delegatedHash: '044188cc7fed7411ca1697141838bdeed18c9c4bc6ce3fa64b3b96f6d1451945',
    signature:
      '867539796527267450caf96a94eecf6a5fcd2d3f8a155db2be887f24b2e150de52af036b2dd0d6ffe351360aee042f1b0a96e4c0786a6a54a054774a204757c6ca5f7932c60dcbcc97b396d794b471e2ac9411b4b125ed5f47d1d2a8fc454d3b',
  },
];

const secretKey = walletKey(masterKeyOf(`${'abandon '.repeat(23)}art`), 0);
const PARENT = Uint8Array.of(...new Uint8Array(31), 1);
const GENESIS_HASH = new Uint8Array(32).fill(0x11);
const OUTPUTS = [
  { puzzleHash: new Uint8Array(32).fill(0xaa), amount: 1000n },
  { puzzleHash: new Uint8Array(32).fill(0xbb), amount: 13_999_999_998_500n },
];
const FEE = 500n;
const FEE_CODES = { mainnet: 52n, beta18: 58n } as const;
const NIL_PROGRAM = Uint8Array.of(0x80);
const QUOTE = Uint8Array.of(1);

/** What the standard puzzle is given: the program that yields the conditions, and what belongs around it. */
function standardSolution(coinRules: CoinRules) {
  const created = OUTPUTS.map(({ puzzleHash, amount }) => listNode(intToAtom(51n), puzzleHash, intToAtom(amount)));
  const conditions = writeProgram(listNode(...created, listNode(intToAtom(FEE_CODES[coinRules]), intToAtom(FEE))));
  const today = coinRules === 'mainnet';
  const delegated = today ? pairProgram(QUOTE, conditions) : listProgram(QUOTE, conditions);
  const solution = today ? [NIL_PROGRAM, delegated, NIL_PROGRAM] : [delegated, NIL_PROGRAM];
  return { delegatedHash: treeHash(delegated), solution: listProgram(...solution) };
}

describe.each(VECTORS)('the spend vector of $coinRules', (vector) => {
  const { coinRules } = vector;
  const puzzle = standardPuzzleForKey(bls().publicKey(secretKey), coinRules);
  const coinName = sha256(concatBytes(PARENT, treeHash(puzzle), intToAtom(14_000_000_000_000n)));
  const { delegatedHash, solution } = standardSolution(coinRules);
  const generator = writeGenerator([{ coinName, solution: listProgram(puzzle, solution) }], coinRules);
  const language = createCoinLanguage({ coinRules, genesisHash: GENESIS_HASH, costRatio: 108, g1: bls() });
  const run = language.runGenerator(generator, { maxCost: 11_000_000_000n, strict: true });

  test('has its coin and its program', () => {
    expect(bytesToHex(coinName)).toBe(vector.coinName);
    expect(bytesToHex(delegatedHash)).toBe(vector.delegatedHash);
  });

  test('asks for its outputs, its fee and the signature of its key', () => {
    const signer = coinRules === 'mainnet' ? syntheticSecretKey(secretKey) : secretKey;
    const publicKey = bls().publicKey(signer);
    const message = coinRules === 'mainnet' ? concatBytes(delegatedHash, coinName, GENESIS_HASH) : delegatedHash;
    expect(bytesToHex(bls().sign(signer, message))).toBe(vector.signature);
    expect(bls().aggregateVerify([publicKey], [message], hexToBytes(vector.signature))).toBe(true);
    expect(run).toMatchObject({
      spends: [
        {
          coinName,
          puzzleHash: treeHash(puzzle),
          conditions: [
            { kind: 'signature', publicKey, message },
            ...OUTPUTS.map((output) => ({ kind: 'createCoin', ...output })),
            { kind: 'reserveFee', amount: FEE },
          ],
        },
      ],
    });
  });
});
