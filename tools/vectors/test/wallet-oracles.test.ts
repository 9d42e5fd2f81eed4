import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { type ClvmNode, isAtom, readProgram, runProgram, treeHash, writeProgram } from '@salvia/clvm';
import { mnemonicToSeed } from '@salvia/keychain';
import { type CoinSolution, coinName, defaultConstants } from '@salvia/protocol';
import { type BuiltSpend, buildSpend, createKeyRing, type Payment } from '@salvia/wallet';
import loadOracle, { type ModuleInstance } from 'bls-signatures';
import { Flag, run_chia_program } from 'clvm_wasm';
import fc from 'fast-check';

/** Keys, signatures and results of the wallet against two libraries that others made. */
const MNEMONIC = `${'abandon '.repeat(23)}art`;
const COSTS = 11_000_000_000n;
const few = { numRuns: 10 };
const genesisHash = new Uint8Array(32).fill(0x11);
const network = { coinRules: 'mainnet', constants: defaultConstants('mainnet'), genesisHash } as const;
const CHANGE = new Uint8Array(32).fill(0xcc);

let oracle: ModuleInstance;
beforeAll(async () => {
  oracle = await (loadOracle as unknown as () => Promise<ModuleInstance>)();
});

/** What the library derives of the same seed. */
function theirKey(index: number) {
  const { AugSchemeMPL } = oracle;
  return [12381, 8444, 2, index].reduce(
    (parent, step) => AugSchemeMPL.derive_child_sk(parent, step),
    AugSchemeMPL.key_gen(mnemonicToSeed(MNEMONIC)),
  );
}

const ring = () => createKeyRing(oracle.AugSchemeMPL.key_gen(mnemonicToSeed(MNEMONIC)).serialize(), 'mainnet');

interface Spent {
  readonly built: BuiltSpend;
  readonly outputs: readonly Payment[];
  readonly fee: bigint;
  readonly indices: readonly number[];
}

/** Spends of one to four coins of the first five keys. */
const spends = fc
  .record({
    indices: fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }),
    amounts: fc.uniqueArray(fc.bigInt(1000n, 1n << 50n), { minLength: 1, maxLength: 3 }),
    memo: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    fee: fc.bigInt(1n, 1n << 30n),
  })
  .map(({ indices, amounts, memo, fee }): Spent => {
    const keys = ring();
    const outputs = amounts.map((amount) => ({ puzzleHash: new Uint8Array(32).fill(0xaa), amount, memos: [memo] }));
    const need = amounts.reduce((sum, amount) => sum + amount, fee);
    const coins = indices.map((index, at) => ({
      parentCoinInfo: new Uint8Array(32).fill(at + 1),
      puzzleHash: keys.key(index).puzzleHash,
      amount: at === 0 ? need : 7n,
    }));
    const indexOf = (hash: Uint8Array) =>
      indices.find((index) => bytesToHex(keys.key(index).puzzleHash) === bytesToHex(hash)) ?? 0;
    const keyOf = (hash: Uint8Array) => keys.spendKey(indexOf(hash));
    return { built: buildSpend({ network, coins, outputs, fee, change: CHANGE, keyOf }), outputs, fee, indices };
  });

function itemsOf(list: ClvmNode): ClvmNode[] {
  const items: ClvmNode[] = [];
  for (let at = list; !isAtom(at); at = at.rest) items.push(at.first);
  return items;
}

const programsOf = ({ solution }: CoinSolution) =>
  itemsOf(readProgram(solution)).map((node) => writeProgram(node)) as [puzzle: Uint8Array, solution: Uint8Array];

/** What the interpreter's own package says of a spend: its cost, its value, and the conditions in it. */
function theirRun(spend: CoinSolution) {
  const [puzzle, solution] = programsOf(spend);
  const [cost, node] = run_chia_program(puzzle, solution, COSTS, Flag.no_unknown_ops()) as [
    bigint,
    { to_bytes(limit: number): Uint8Array },
  ];
  const value = node.to_bytes(1_000_000);
  const conditions = itemsOf(readProgram(value)).map(itemsOf);
  return { cost, value, conditions };
}

const codeOf = ([code]: readonly ClvmNode[]): number => (code as Uint8Array)[0] as number;
const textOf = (node: ClvmNode | undefined): string => bytesToHex(node as Uint8Array);
const amountOf = (node: ClvmNode | undefined): bigint => BigInt(`0x0${textOf(node)}`);

describe('keys and signatures agree with bls-signatures', () => {
  test('keys of addresses', () => {
    const keys = ring();
    fc.assert(
      fc.property(fc.oneof(fc.nat(20), fc.nat(0xffffffff)), (index) => {
        const theirs = theirKey(index);
        expect(bytesToHex(keys.key(index).publicKey)).toBe(bytesToHex(theirs.get_g1().serialize()));
      }),
      few,
    );
  });

  test('synthetic keys: its private and its public arithmetic give ours', () => {
    const { PrivateKey, G1Element } = oracle;
    const keys = ring();
    fc.assert(
      fc.property(fc.nat(100), (index) => {
        const { publicKey, secretKey } = keys.spendKey(index);
        expect(bytesToHex(PrivateKey.from_bytes(secretKey, false).get_g1().serialize())).toBe(bytesToHex(publicKey));
        expect(G1Element.from_bytes(publicKey).serialize()).toEqual(publicKey);
      }),
      few,
    );
  });

  test('signatures of spends: what it signs is what we signed, and it finds them valid', () => {
    fc.assert(
      fc.property(spends, ({ built: { bundle }, indices }) => {
        const { AugSchemeMPL, G1Element, G2Element, PrivateKey } = oracle;
        const keys = ring();
        const asked = bundle.coinSolutions.map((spend) => {
          const condition = theirRun(spend).conditions.find((one) => codeOf(one) === 50) as readonly ClvmNode[];
          const message = concatBytes(condition[2] as Uint8Array, coinName(spend.coin), genesisHash);
          return { publicKey: condition[1] as Uint8Array, message };
        });
        const signatures = asked.map(({ message }, at) => {
          const { secretKey } = keys.spendKey(indices[at] as number);
          return AugSchemeMPL.sign(PrivateKey.from_bytes(secretKey, false), message);
        });
        expect(bytesToHex(AugSchemeMPL.aggregate(signatures).serialize())).toBe(bytesToHex(bundle.aggregatedSignature));
        const verdict = AugSchemeMPL.aggregate_verify(
          asked.map(({ publicKey }) => G1Element.from_bytes(publicKey)),
          asked.map(({ message }) => message),
          G2Element.from_bytes(bundle.aggregatedSignature),
        );
        expect(verdict).toBe(true);
      }),
      few,
    );
  });
});

describe('running spends agrees with clvm_wasm', () => {
  test('to the value and its cost', () => {
    fc.assert(
      fc.property(spends, ({ built }) => {
        for (const spend of built.bundle.coinSolutions) {
          const [puzzle, solution] = programsOf(spend);
          const ours = runProgram(puzzle, solution, { maxCost: COSTS, strict: true });
          const { cost, value } = theirRun(spend);
          expect([ours.cost, bytesToHex(ours.value)]).toEqual([cost, bytesToHex(value)]);
          expect(treeHash(puzzle)).toEqual(spend.coin.puzzleHash);
        }
      }),
      few,
    );
  });

  test('and the conditions are those that were asked for, memos included', () => {
    fc.assert(
      fc.property(spends, ({ built, outputs, fee }) => {
        const runs = built.bundle.coinSolutions.map(theirRun);
        const all = runs.flatMap(({ conditions }) => conditions);
        const created = all.filter((one) => codeOf(one) === 51);
        expect(
          created.map(([, hash, amount, memos]) => [textOf(hash), amountOf(amount), memos && itemsOf(memos)]),
        ).toEqual([
          ...outputs.map(({ puzzleHash, amount, memos }) => [bytesToHex(puzzleHash), amount, memos]),
          ...(built.change > 0n ? [[bytesToHex(CHANGE), built.change, undefined]] : []),
        ]);
        const reserved = all.filter((one) => codeOf(one) === 52);
        expect(reserved.map(([, amount]) => amountOf(amount))).toEqual([fee]);
        expect(all.filter((one) => codeOf(one) === 50)).toHaveLength(runs.length);
        expect(all.filter((one) => codeOf(one) === 61)).toHaveLength(runs.length - 1);
      }),
      few,
    );
  });
});
