import { bytes, bytes32, optional, program, struct, uint32, type ValueOf } from '@salvia/streamable';
import { Header } from './header.ts';
import { ProofOfSpace, ProofOfTime } from './proofs.ts';

/** A whole block; without a proof of time it is unfinished (consensus 3.1). */
export const FullBlock = struct('FullBlock', {
  proofOfSpace: ProofOfSpace,
  proofOfTime: optional(ProofOfTime),
  header: Header,
  transactionsGenerator: optional(program),
  transactionsFilter: bytes,
});
export type FullBlock = ValueOf<typeof FullBlock>;

/** The generator of a block, for wallets. */
export const GeneratorResponse = struct('GeneratorResponse', {
  height: uint32,
  headerHash: bytes32,
  generator: optional(program),
});
export type GeneratorResponse = ValueOf<typeof GeneratorResponse>;
