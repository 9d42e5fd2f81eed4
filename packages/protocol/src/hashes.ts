import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { hashOf } from '@salvia/streamable';
import {
  Challenge,
  ClassgroupElement,
  Coin,
  Header,
  HeaderBlock,
  HeaderData,
  PeerInfo,
  ProofOfSpace,
  type ProofOfTime,
  SpendBundle,
} from './records/index.ts';

/*
 * Which hash identifies what (consensus 3.4). Every result is 32 bytes.
 */

/** The block's id. It commits to the header data and the plot signature, not to the proof of time. */
export const headerHash = (header: Header): Uint8Array => hashOf(Header, header);

/** What the plot key signs. */
export const headerDataHash = (data: HeaderData): Uint8Array => hashOf(HeaderData, data);

export const headerBlockHash = (block: HeaderBlock): Uint8Array => hashOf(HeaderBlock, block);

export const proofOfSpaceHash = (proof: ProofOfSpace): Uint8Array => hashOf(ProofOfSpace, proof);

export const challengeHash = (challenge: Challenge): Uint8Array => hashOf(Challenge, challenge);

/** The coin's name (id). */
export const coinName = (coin: Coin): Uint8Array => hashOf(Coin, coin);

/** The transaction's id; it covers the signature and the solutions. */
export const spendBundleName = (bundle: SpendBundle): Uint8Array => hashOf(SpendBundle, bundle);

export const peerInfoHash = (peer: PeerInfo): Uint8Array => hashOf(PeerInfo, peer);

export const filterHash = (filter: Uint8Array): Uint8Array => sha256(filter);

/** The plot's id follows from its two keys. */
export const plotId = ({ poolPublicKey, plotPublicKey }: Pick<ProofOfSpace, 'poolPublicKey' | 'plotPublicKey'>) =>
  sha256(concatBytes(poolPublicKey, plotPublicKey));

/** Commits to the proof of space and the output of the proof of time; witness and iterations do not enter. */
export const proofsHash = (block: { readonly proofOfSpace: ProofOfSpace; readonly proofOfTime: ProofOfTime }) =>
  sha256(concatBytes(proofOfSpaceHash(block.proofOfSpace), hashOf(ClassgroupElement, block.proofOfTime.output)));

/** The challenge that a finished block makes; `newWorkDifficulty` where the next block's difficulty is new, else null. */
export const challengeOf = (
  block: { readonly proofOfSpace: ProofOfSpace; readonly proofOfTime: ProofOfTime },
  newWorkDifficulty: bigint | null,
): Challenge => ({
  prevChallengeHash: block.proofOfSpace.challengeHash,
  proofsHash: proofsHash(block),
  newWorkDifficulty,
});
