import { bytes, bytes32, int512, optional, struct, uint8, uint64, type ValueOf } from '@salvia/streamable';
import { publicKey } from './points.ts';

/** 133 bytes and the proof; `size` is k, `proof` 8·k bytes when valid (consensus 3.1). */
export const ProofOfSpace = struct('ProofOfSpace', {
  challengeHash: bytes32,
  poolPublicKey: publicKey,
  plotPublicKey: publicKey,
  size: uint8,
  proof: bytes,
});
export type ProofOfSpace = ValueOf<typeof ProofOfSpace>;

/** The form (a, b) of a class group element; c follows from the discriminant. 130 bytes. */
export const ClassgroupElement = struct('ClassgroupElement', { a: int512, b: int512 });
export type ClassgroupElement = ValueOf<typeof ClassgroupElement>;

/** 175 bytes and the witness; `witnessType` is the depth of the proof, 0 for a compact one. */
export const ProofOfTime = struct('ProofOfTime', {
  challengeHash: bytes32,
  numberOfIterations: uint64,
  output: ClassgroupElement,
  witnessType: uint8,
  witness: bytes,
});
export type ProofOfTime = ValueOf<typeof ProofOfTime>;

/** What a block makes for its child to answer. 65 or 73 bytes; the difficulty is there where it changes (3.4). */
export const Challenge = struct('Challenge', {
  prevChallengeHash: bytes32,
  proofsHash: bytes32,
  newWorkDifficulty: optional(uint64),
});
export type Challenge = ValueOf<typeof Challenge>;
