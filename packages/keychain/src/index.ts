export { decodeAddress, encodeAddress } from './address.ts';
export { KeychainError, type KeychainErrorCode, type KeychainErrorContext } from './errors.ts';
export {
  type FarmingKeys,
  farmingKeysOfEntry,
  fingerprintOfEntry,
  type KeyEntry,
  type KeyFile,
  masterKeyOfEntry,
} from './key-entry.ts';
export {
  inspectKeyFile,
  type KeyFileInspection,
  type LoadOptions,
  loadKeyFile,
  type SaveOptions,
  saveKeyFile,
} from './key-file.ts';
export {
  CONTRACT_MEMO_SIZE,
  type ContractPlotMemo,
  decodeContractMemo,
  decodeMemo,
  encodeContractMemo,
  encodeMemo,
  MEMO_SIZE,
  type PlotMemo,
} from './memo.ts';
export {
  entropyToMnemonic,
  generateMnemonic,
  mnemonicToEntropy,
  mnemonicToSeed,
  normalizeMnemonic,
} from './mnemonic.ts';
export { backupKey, farmerKey, localKey, masterKeyOf, poolKey, walletKey } from './paths.ts';
export {
  contractPlotId,
  contractPlotPublicKey,
  joinPlotHalves,
  plotId,
  plotPublicKey,
  signPlotHalf,
  taprootKey,
} from './plot-keys.ts';
export { standardPuzzleForKey, standardPuzzleHash, syntheticPublicKey, syntheticSecretKey } from './puzzle-hash.ts';
export type { SealCost } from './sealed-keys.ts';
export { loadServiceKeys, type ServiceKeys } from './service-keys.ts';
