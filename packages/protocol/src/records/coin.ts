import {
  bool,
  bytes32,
  list,
  program,
  struct,
  uint32,
  uint64,
  type ValueOf,
  withTopLevelForm,
} from '@salvia/streamable';
import { decodeCoin, encodeCoin } from './coin-bytes.ts';
import { signature } from './points.ts';

/** 72 bytes inside a record; by itself (name, CBOR) 64 to 73, as the amount is then minimal (consensus 1.4). Mojo. */
export const Coin = withTopLevelForm(struct('Coin', { parentCoinInfo: bytes32, puzzleHash: bytes32, amount: uint64 }), {
  encode: encodeCoin,
  decode: decodeCoin,
  minCborSize: 2 + 64,
  maxCborSize: 2 + 73,
});
export type Coin = ValueOf<typeof Coin>;

/** A spend; `solution` is the program (puzzle solution), a list of two. */
export const CoinSolution = struct('CoinSolution', { coin: Coin, solution: program });
export type CoinSolution = ValueOf<typeof CoinSolution>;

/** A transaction. */
export const SpendBundle = struct('SpendBundle', { coinSolutions: list(CoinSolution), aggregatedSignature: signature });
export type SpendBundle = ValueOf<typeof SpendBundle>;

/** A coin in the store: `spentBlockIndex` is 0 while unspent, `coinbase` true for both reward coins. 88 bytes. */
export const CoinRecord = struct('CoinRecord', {
  coin: Coin,
  confirmedBlockIndex: uint32,
  spentBlockIndex: uint32,
  spent: bool,
  coinbase: bool,
});
export type CoinRecord = ValueOf<typeof CoinRecord>;

/** Declared by the reference, used by nothing. */
export const CoinbaseInfo = struct('CoinbaseInfo', { height: uint32, amount: uint64, puzzleHash: bytes32 });
export type CoinbaseInfo = ValueOf<typeof CoinbaseInfo>;
