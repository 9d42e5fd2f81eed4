import { bytes32, struct, uint32, uint64, uint128, type ValueOf } from '@salvia/streamable';
import { signature } from './points.ts';
import { Challenge, ProofOfSpace, ProofOfTime } from './proofs.ts';

/** Who gets the coinbase, and up to which height (0: for ever). 36 bytes. */
export const PoolTarget = struct('PoolTarget', { puzzleHash: bytes32, maxHeight: uint32 });
export type PoolTarget = ValueOf<typeof PoolTarget>;

/** What the plot key signs (consensus 3.2). 440 bytes; times in seconds, amounts in mojo. */
export const HeaderData = struct('HeaderData', {
  height: uint32,
  prevHeaderHash: bytes32,
  timestamp: uint64,
  filterHash: bytes32,
  proofOfSpaceHash: bytes32,
  weight: uint128,
  totalIters: uint64,
  additionsRoot: bytes32,
  removalsRoot: bytes32,
  farmerRewardsPuzzleHash: bytes32,
  totalTransactionFees: uint64,
  poolTarget: PoolTarget,
  aggregatedSignature: signature,
  cost: uint64,
  extensionData: bytes32,
  generatorHash: bytes32,
});
export type HeaderData = ValueOf<typeof HeaderData>;

/** 536 bytes; its hash identifies the block. */
export const Header = struct('Header', { data: HeaderData, plotSignature: signature });
export type Header = ValueOf<typeof Header>;

/** A block without its body, and with the challenge that it makes. */
export const HeaderBlock = struct('HeaderBlock', {
  proofOfSpace: ProofOfSpace,
  proofOfTime: ProofOfTime,
  challenge: Challenge,
  header: Header,
});
export type HeaderBlock = ValueOf<typeof HeaderBlock>;
