import { bytes, bytes32, enumeration, list, message, optional, str, tuple, uint32, uint128 } from '@salvia/streamable';
import { Coin, GeneratorResponse, HeaderBlock, SpendBundle } from '../records/index.ts';
import { MempoolInclusionStatus } from '../roles.ts';
import { headerHashes, proofHashes } from './hash-lists.ts';

/*
 * Between full node and wallet (network 2.6).
 */

export const NewLca = message('NewLCA', { lcaHash: bytes32, height: uint32, weight: uint128 });

export const SendTransaction = message('SendTransaction', { transaction: SpendBundle });
/** `error` is the name of an error code. */
export const TransactionAck = message('TransactionAck', {
  txid: bytes32,
  status: enumeration('MempoolInclusionStatus', MempoolInclusionStatus),
  error: optional(str),
});

export const RequestAllProofHashes = message('RequestAllProofHashes', {});
export const RespondAllProofHashes = message('RespondAllProofHashes', { hashes: proofHashes });

const pageId = { startingHeight: uint32, previousChallengeHash: bytes32 };
export const RequestAllHeaderHashesAfter = message('RequestAllHeaderHashesAfter', pageId);
export const RespondAllHeaderHashesAfter = message('RespondAllHeaderHashesAfter', { ...pageId, hashes: headerHashes });
export const RejectAllHeaderHashesAfterRequest = message('RejectAllHeaderHashesAfterRequest', pageId);

const blockId = { height: uint32, headerHash: bytes32 };
export const RequestHeader = message('RequestHeader', blockId);
export const RespondHeader = message('RespondHeader', { headerBlock: HeaderBlock, transactionsFilter: bytes });
export const RejectHeaderRequest = message('RejectHeaderRequest', blockId);

/** No names: every removed coin, without proofs. */
export const RequestRemovals = message('RequestRemovals', { ...blockId, coinNames: optional(list(bytes32)) });
/** Coins by name, and per name a proof that the block spends it or does not. */
export const RespondRemovals = message('RespondRemovals', {
  ...blockId,
  coins: list(tuple(bytes32, optional(Coin))),
  proofs: optional(list(tuple(bytes32, bytes))),
});
export const RejectRemovalsRequest = message('RejectRemovalsRequest', blockId);

/** No puzzle hashes: every created coin, without proofs. */
export const RequestAdditions = message('RequestAdditions', { ...blockId, puzzleHashes: optional(list(bytes32)) });
/** Coins by puzzle hash, and per puzzle hash a proof for it and one for the hash of its list of coins. */
export const RespondAdditions = message('RespondAdditions', {
  ...blockId,
  coins: list(tuple(bytes32, list(Coin))),
  proofs: optional(list(tuple(bytes32, bytes, optional(bytes)))),
});
export const RejectAdditionsRequest = message('RejectAdditionsRequest', blockId);

export const RequestGenerator = message('RequestGenerator', blockId);
/** The reference writes this one key in camel case. */
export const RespondGenerator = message(
  'RespondGenerator',
  { generatorResponse: GeneratorResponse },
  { names: { generatorResponse: 'generatorResponse' } },
);
export const RejectGeneratorRequest = message('RejectGeneratorRequest', blockId);
