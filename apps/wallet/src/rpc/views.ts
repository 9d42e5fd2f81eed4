import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeAddress } from '@salvia/keychain';
import type { NetworkFile } from '@salvia/protocol';
import type { AddressRecord, CoinView, HeaderRecord, TransactionRecord } from '@salvia/wallet';
import type { AddressView, CoinView as CoinShown, HeadView, TransactionView } from '@salvia/wallet-client';

/** How this network writes addresses. */
export type AddressRules = Pick<NetworkFile, 'addressPrefix' | 'coinRules'>;

export const hexOf = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`;

export const headViewOf = ({ height, headerHash, weight, timestamp }: HeaderRecord): HeadView => ({
  height,
  headerHash: hexOf(headerHash),
  weight,
  timestamp: Number(timestamp),
});

export const addressViewOf = ({ index, address, puzzleHash }: AddressRecord): AddressView => ({
  index,
  address,
  puzzleHash: hexOf(puzzleHash),
});

const addressOf = (puzzleHash: Uint8Array, { addressPrefix, coinRules }: AddressRules): string =>
  encodeAddress(puzzleHash, addressPrefix, coinRules);

export const coinViewOf = (view: CoinView, rules: AddressRules): CoinShown => ({
  name: hexOf(view.name),
  parentCoinInfo: hexOf(view.coin.parentCoinInfo),
  puzzleHash: hexOf(view.coin.puzzleHash),
  address: addressOf(view.coin.puzzleHash, rules),
  amount: view.coin.amount,
  confirmedHeight: view.confirmedHeight,
  spentHeight: view.spentHeight,
  coinbase: view.coinbase,
  timestamp: view.timestamp,
});

export const transactionViewOf = (record: TransactionRecord, rules: AddressRules): TransactionView => ({
  id: hexOf(record.id),
  direction: record.direction,
  state: record.state,
  amount: record.amount,
  fee: record.fee,
  createdAt: record.createdAt,
  confirmedHeight: record.confirmedHeight,
  reason: record.reason,
  acknowledgements: record.acknowledgements.map((acknowledgement) => ({ ...acknowledgement })),
  inputs: record.inputs.map(hexOf),
  outputs: record.outputs.map(({ name, coin, change, memos }) => ({
    name: hexOf(name),
    address: addressOf(coin.puzzleHash, rules),
    puzzleHash: hexOf(coin.puzzleHash),
    amount: coin.amount,
    change,
    memos: memos.map(hexOf),
  })),
});
