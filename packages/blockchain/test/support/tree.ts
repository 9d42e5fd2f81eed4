import { bytesToHex } from '@noble/hashes/utils.js';
import { scheme } from '@salvia/proof-of-time';
import {
  type Challenge,
  FullBlock,
  headerDataHash,
  headerHash,
  type NetworkFile,
  PoolTarget,
  type ProofOfTime,
} from '@salvia/protocol';
import {
  ancestryOf,
  assembleCandidate,
  type BlockRecord,
  type BlockSpends,
  blockRecord,
  challengeAfter,
  finishBlock,
  makeUnfinishedBlock,
  type Parent,
  type Proofs,
} from '../../src/consensus/index.ts';
import { CONSTANTS, maker, proofOfSpace, qualityOfProof } from '../consensus/support/farm.ts';
import { fill } from '../consensus/support/hex.ts';
import { freeHash, TAGS } from './spends.ts';

/** Unix seconds of genesis. */
export const START = 1_600_000_000;
/** A clock that is ahead of all blocks of a test. */
export const NOW_MS = (START + 100_000) * 1000;

/** A block of a tree, and the way back to its root. */
export interface Node {
  readonly block: FullBlock;
  readonly hash: Uint8Array;
  /** Hash in hex */
  readonly id: string;
  readonly height: number;
  readonly weight: bigint;
  readonly parent: Node | null;
  readonly records: readonly BlockRecord[];
}

export interface Growth {
  /** Seconds after the parent (of a genesis: after the start); siblings should differ in it. */
  readonly seconds?: number;
  /** Transactions of the block. */
  readonly bundle?: BlockSpends | undefined;
  /** Makes the proof of time a long one, of two segments. */
  readonly long?: boolean;
}

/** An honest block on another, or a genesis. */
export async function grow(on: Node | null, growth: Growth = {}): Promise<Node> {
  const unfinished = unfinishedOn(on, growth);
  const proofOfTime = prove(unfinished.block.proofOfSpace.challengeHash, unfinished.iterations, growth.long);
  return nodeOf(finishBlock(unfinished.block, proofOfTime), on, unfinished.minIters);
}

/** A proof of time, in one segment or in two. */
export function prove(challengeHash: Uint8Array, iterations: bigint, long = false): ProofOfTime {
  const discriminantBits = CONSTANTS.DISCRIMINANT_SIZE_BITS;
  const segments = long ? [iterations / 2n, iterations - iterations / 2n] : [iterations];
  const proof = scheme('chiavdf').prove({ discriminantBits, challenge: challengeHash, iterations, segments });
  return { challengeHash, numberOfIterations: iterations, ...proof };
}

export function nodeOf(block: FullBlock, parent: Node | null, minIters: bigint): Node {
  const { data } = block.header;
  const hash = headerHash(block.header);
  const records = [...(parent?.records ?? []), blockRecord(block.header, minIters)];
  return { block, hash, id: bytesToHex(hash), height: data.height, weight: data.weight, parent, records };
}

/** The same block before its proof of time. */
export function unfinishedOn(on: Node | null, { seconds = on === null ? 0 : 10, bundle }: Growth = {}) {
  const parent = on === null ? null : parentOf(on);
  const proof = proofOfSpace(parent?.challengeHash ?? fill(0));
  const poolTarget = { puzzleHash: freeHash(TAGS.pool), maxHeight: 0 };
  const candidate = assembleCandidate({
    parent,
    proofOfSpace: proof,
    qualityString: qualityOfProof(proof.proof),
    poolTarget,
    poolTargetSignature: maker.signAsPool(PoolTarget.encode(poolTarget)),
    farmerRewardsPuzzleHash: freeHash(TAGS.farmer),
    nowSeconds: (on?.block.header.data.timestamp ?? BigInt(START)) + BigInt(seconds),
    constants: CONSTANTS,
    bundle: bundle ?? null,
  });
  const block = makeUnfinishedBlock(candidate, maker.signAsPlot(headerDataHash(candidate.headerData)));
  return { block, iterations: candidate.iterations, minIters: candidate.minIters };
}

export function parentOf(node: Node): Parent {
  const ancestry = ancestryOf(node.records);
  const challengeHash = challengeAfter(node.block as FullBlock & Proofs, ancestry, CONSTANTS).hash;
  return { headerHash: node.hash, challengeHash, ancestry };
}

/** The challenge that a block makes for its children. */
export const challengeOfNode = ({ block, records }: Node): Challenge =>
  challengeAfter(block as FullBlock & Proofs, ancestryOf(records), CONSTANTS).challenge;

/** Blocks one on the other. */
export async function growChain(on: Node, length: number, growth: Growth = {}): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let at = on; nodes.length < length; nodes.push(at)) at = await grow(at, growth);
  return nodes;
}

export function networkOf(genesis: Node): Pick<NetworkFile, 'constants' | 'genesis' | 'vdfScheme'> {
  return { constants: CONSTANTS, genesis: bytesToHex(FullBlock.encode(genesis.block)), vdfScheme: 'chiavdf' };
}

/** A node and its ancestors, genesis first. */
export function chainOf(node: Node): Node[] {
  const chain: Node[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) chain.push(at);
  return chain.reverse();
}
