import { bytes, bytes32, list, message, uint8, uint32, uint64, uint128 } from '@salvia/streamable';
import { FullBlock, HeaderBlock, ProofOfTime, SpendBundle, TimestampedPeerInfo } from '../records/index.ts';
import { headerHashes } from './hash-lists.ts';

/*
 * Full node to full node (network 2.2).
 */

export const NewTip = message('NewTip', { height: uint32, weight: uint128, headerHash: bytes32 });
export const RemovingTip = message('RemovingTip', { headerHash: bytes32 });

export const NewTransaction = message('NewTransaction', { transactionId: bytes32, cost: uint64, fees: uint64 });
export const RequestTransaction = message('RequestTransaction', { transactionId: bytes32 });
export const RespondTransaction = message('RespondTransaction', { transaction: SpendBundle });
export const RejectTransactionRequest = message('RejectTransactionRequest', { transactionId: bytes32 });

const proofOfTimeId = { height: uint32, challengeHash: bytes32, numberOfIterations: uint64, witnessType: uint8 };
export const NewProofOfTime = message('NewProofOfTime', proofOfTimeId);
export const RequestProofOfTime = message('RequestProofOfTime', proofOfTimeId);
export const RespondProofOfTime = message('RespondProofOfTime', { proof: ProofOfTime });
export const RejectProofOfTimeRequest = message('RejectProofOfTimeRequest', {
  challengeHash: bytes32,
  numberOfIterations: uint64,
});

export const NewUnfinishedBlock = message('NewUnfinishedBlock', {
  previousHeaderHash: bytes32,
  numberOfIterations: uint64,
  newHeaderHash: bytes32,
});
export const RequestUnfinishedBlock = message('RequestUnfinishedBlock', { headerHash: bytes32 });
export const RespondUnfinishedBlock = message('RespondUnfinishedBlock', { block: FullBlock });
export const RejectUnfinishedBlockRequest = message('RejectUnfinishedBlockRequest', { headerHash: bytes32 });

const blockId = { height: uint32, headerHash: bytes32 };
export const RequestBlock = message('RequestBlock', blockId);
export const RespondBlock = message('RespondBlock', { block: FullBlock });
export const RejectBlockRequest = message('RejectBlockRequest', blockId);

export const RequestAllHeaderHashes = message('RequestAllHeaderHashes', { tipHeaderHash: bytes32 });
/** Genesis first. */
export const AllHeaderHashes = message('AllHeaderHashes', { headerHashes });

export const RequestHeaderBlock = message('RequestHeaderBlock', blockId);
export const RespondHeaderBlock = message('RespondHeaderBlock', { headerBlock: HeaderBlock });
export const RejectHeaderBlockRequest = message('RejectHeaderBlockRequest', blockId);

/** `filter` is a compact filter over transaction ids; what does not match it is wanted. */
export const RequestMempoolTransactions = message('RequestMempoolTransactions', { filter: bytes });

export const RequestPeers = message('RequestPeers', {});
export const RespondPeersFullNode = message('RespondPeers', { peerList: list(TimestampedPeerInfo) });
