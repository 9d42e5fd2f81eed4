import { concatBytes } from '@noble/hashes/utils.js';
import { bls, isValidSecretKey } from '@salvia/bls';
import { KeychainError } from './errors.ts';

/** Keys in the memo of a plot whose rewards go to a pool key (proofs A.16). */
export interface PlotMemo {
  /** 48 bytes */
  readonly poolPublicKey: Uint8Array;
  /** 48 bytes */
  readonly farmerPublicKey: Uint8Array;
  /** 32 bytes; the plot's local key is its child (`localKey`) */
  readonly localMasterKey: Uint8Array;
}

/** Keys in the memo of a plot that belongs to a pool contract (proofs A.16). */
export interface ContractPlotMemo {
  /** 32 bytes */
  readonly poolContractPuzzleHash: Uint8Array;
  readonly farmerPublicKey: Uint8Array;
  readonly localMasterKey: Uint8Array;
}

const HASH = 32;
const PUBLIC_KEY = 48;
const SECRET_KEY = 32;
export const MEMO_SIZE = PUBLIC_KEY + PUBLIC_KEY + SECRET_KEY;
export const CONTRACT_MEMO_SIZE = HASH + PUBLIC_KEY + SECRET_KEY;

function checkKeys(publicKeys: Readonly<Record<string, Uint8Array>>, localMasterKey: Uint8Array): void {
  for (const [field, key] of Object.entries(publicKeys)) {
    if (!bls().isValidG1(key)) throw new KeychainError('MEMO_KEY', { field });
  }
  if (!isValidSecretKey(localMasterKey)) throw new KeychainError('MEMO_KEY', { field: 'localMasterKey' });
}

function checkSize(memo: Uint8Array, wanted: number): void {
  if (memo.length !== wanted) throw new KeychainError('MEMO_SIZE', { bytes: memo.length, wanted });
}

/** The memo of a plot, 128 bytes: pool public key ‖ farmer public key ‖ local master key. Throws MEMO_KEY. */
export function encodeMemo({ poolPublicKey, farmerPublicKey, localMasterKey }: PlotMemo): Uint8Array {
  checkKeys({ poolPublicKey, farmerPublicKey }, localMasterKey);
  return concatBytes(poolPublicKey, farmerPublicKey, localMasterKey);
}

/** The keys in a memo of 128 bytes. Throws MEMO_SIZE or MEMO_KEY. */
export function decodeMemo(memo: Uint8Array): PlotMemo {
  checkSize(memo, MEMO_SIZE);
  const poolPublicKey = memo.slice(0, PUBLIC_KEY);
  const farmerPublicKey = memo.slice(PUBLIC_KEY, 2 * PUBLIC_KEY);
  const localMasterKey = memo.slice(2 * PUBLIC_KEY);
  checkKeys({ poolPublicKey, farmerPublicKey }, localMasterKey);
  return { poolPublicKey, farmerPublicKey, localMasterKey };
}

/** The memo of a plot of a pool contract, 112 bytes: puzzle hash ‖ farmer public key ‖ local master key. */
export function encodeContractMemo(keys: ContractPlotMemo): Uint8Array {
  const { poolContractPuzzleHash, farmerPublicKey, localMasterKey } = keys;
  if (poolContractPuzzleHash.length !== HASH) {
    throw new KeychainError('PUZZLE_HASH_SIZE', { bytes: poolContractPuzzleHash.length });
  }
  checkKeys({ farmerPublicKey }, localMasterKey);
  return concatBytes(poolContractPuzzleHash, farmerPublicKey, localMasterKey);
}

/** The puzzle hash and keys in a memo of 112 bytes. Throws MEMO_SIZE or MEMO_KEY. */
export function decodeContractMemo(memo: Uint8Array): ContractPlotMemo {
  checkSize(memo, CONTRACT_MEMO_SIZE);
  const poolContractPuzzleHash = memo.slice(0, HASH);
  const farmerPublicKey = memo.slice(HASH, HASH + PUBLIC_KEY);
  const localMasterKey = memo.slice(HASH + PUBLIC_KEY);
  checkKeys({ farmerPublicKey }, localMasterKey);
  return { poolContractPuzzleHash, farmerPublicKey, localMasterKey };
}
