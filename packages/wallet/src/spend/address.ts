import { decodeAddress, KeychainError, type KeychainErrorContext } from '@salvia/keychain';
import type { NetworkFile } from '@salvia/protocol';
import { type AddressProblem, WalletError } from '../errors.ts';

/**
 * The puzzle hash of an address of this network, 32 bytes.
 * @throws WalletError BAD_ADDRESS, which says what is wrong with it
 */
export function puzzleHashOfAddress(
  address: string,
  { addressPrefix, coinRules }: Pick<NetworkFile, 'addressPrefix' | 'coinRules'>,
): Uint8Array {
  try {
    return decodeAddress(address, addressPrefix, coinRules);
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    throw new WalletError('BAD_ADDRESS', { address, problem: problemOf(error), detail: error.message });
  }
}

function problemOf({ code, context }: KeychainError): AddressProblem {
  if (code === 'ADDRESS_PREFIX') return 'prefix';
  if (code === 'ADDRESS_LENGTH') return 'length';
  return (context as KeychainErrorContext['ADDRESS_INVALID']).problem;
}
