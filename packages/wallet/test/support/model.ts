import { bytesToHex } from '@noble/hashes/utils.js';
import { coinbaseCoin } from '@salvia/blockchain';
import { type Coin, coinName } from '@salvia/protocol';
import type { HeaderRecord, TransactionRecord, WalletBlock } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from './blocks.ts';
import { ownHash } from './wallets.ts';

/** A coin of ours on one chain. */
export interface ModelCoin {
  readonly coin: Coin;
  readonly height: number;
  readonly coinbase: boolean;
  spent: boolean;
}

/** A block of a tree, and the transactions of the wallet that are in it. */
export interface Node {
  readonly block: WalletBlock;
  readonly parent: Node | null;
  readonly contains: readonly TransactionRecord[];
}

export interface MineOptions {
  /** Which of the latest blocks it is built on; 0 is the latest. */
  readonly back: number;
  readonly difficulty: number;
  /** Address and amount of payments to us. */
  readonly pays: readonly (readonly [index: number, amount: bigint])[];
  readonly reward: boolean;
  /** Which of the transactions that fit are in it. */
  readonly include: readonly boolean[];
  /** Which of our coins somebody else with our keys spends. */
  readonly steal: number | null;
}

const nameText = (coin: Coin): string => bytesToHex(coinName(coin));

/** A tree of blocks, from which everything is worked out anew whenever it is asked for. */
export class Model {
  readonly nodes: Node[];
  head: Node;
  readonly sent = new Map<string, TransactionRecord>();
  readonly cancelled = new Set<string>();
  #payments = 0;

  constructor(genesis: HeaderRecord) {
    this.head = { block: { header: genesis, additions: [], removals: [] }, parent: null, contains: [] };
    this.nodes = [this.head];
  }

  chain(node: Node = this.head): Node[] {
    const chain: Node[] = [];
    for (let at: Node | null = node; at !== null; at = at.parent) chain.push(at);
    return chain.reverse();
  }

  /** By name in hexadecimal. */
  coins(node: Node = this.head): Map<string, ModelCoin> {
    const coins = new Map<string, ModelCoin>();
    for (const { block } of this.chain(node)) {
      const { height } = block.header;
      for (const coin of block.additions) {
        const coinbase = bytesToHex(coin.parentCoinInfo) === height.toString(16).padStart(64, '0');
        if (isOurs(coin)) coins.set(nameText(coin), { coin, height, coinbase, spent: false });
      }
      for (const name of block.removals) {
        const coin = coins.get(bytesToHex(name));
        if (coin !== undefined) coin.spent = true;
      }
    }
    return coins;
  }

  mine({ back, difficulty, pays, reward, include, steal }: MineOptions): Node {
    const parent = this.nodes.at(-1 - (back % this.nodes.length)) ?? this.head;
    const unspent = new Set([...this.coins(parent)].filter(([, { spent }]) => !spent).map(([name]) => name));
    const contains: TransactionRecord[] = [];
    for (const [at, record] of [...this.sent.values()].entries()) {
      const names = record.inputs.map(bytesToHex);
      if (!(include[at % include.length] ?? false) || !names.every((name) => unspent.has(name))) continue;
      for (const name of names) unspent.delete(name);
      contains.push(record);
    }
    const stolen = steal === null ? undefined : [...unspent][steal % Math.max(unspent.size, 1)];
    const { header } = parent.block;
    const block = blockOn(header, {
      difficulty: BigInt(difficulty),
      additions: [
        ...pays.map(([index, amount]) => payment(ownHash(index), amount, `outside ${this.#payments++}`)),
        ...(reward ? [coinbaseCoin(header.height + 1, ownHash(0))] : []),
        ...contains.flatMap(({ outputs }) => outputs.map(({ coin }) => coin)),
      ],
      removals: [
        ...contains.flatMap(({ inputs }) => inputs),
        ...(stolen === undefined ? [] : [Buffer.from(stolen, 'hex')]),
      ],
    });
    const node = { block, parent, contains };
    this.nodes.push(node);
    if (block.header.weight > this.head.block.header.weight) this.#moveTo(node);
    return node;
  }

  /** Height of the block of the head's chain that has a transaction. */
  confirmedAt(id: string): number | null {
    const node = this.chain().find(({ contains }) => contains.some((record) => bytesToHex(record.id) === id));
    return node === undefined ? null : node.block.header.height;
  }

  #moveTo(node: Node): void {
    this.head = node;
    // What a block has is not cancelled any more, even if the block is left later.
    for (const id of this.sent.keys()) if (this.confirmedAt(id) !== null) this.cancelled.delete(id);
  }
}

const OURS = new Set(Array.from({ length: 80 }, (_, index) => bytesToHex(ownHash(index))));
const isOurs = ({ puzzleHash }: Coin): boolean => OURS.has(bytesToHex(puzzleHash));

export const STRANGER = hashOfText('a stranger');
