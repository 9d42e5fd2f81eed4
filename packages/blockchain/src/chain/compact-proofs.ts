import { ClassgroupElement, type FullBlock, type ProofOfTime } from '@salvia/protocol';
import type { ChainCore } from './core.ts';

/** What became of a compact proof of time. */
export type CompactProofResult =
  | { readonly result: 'REPLACED'; readonly height: number; readonly headerHashes: readonly Uint8Array[] }
  /** No block has a proof of time for that challenge and number of iterations. */
  | { readonly result: 'UNKNOWN_PROOF' }
  | { readonly result: 'ALREADY_COMPACT' }
  /** Not of witness type 0, another output than the stored one, or not a valid proof. */
  | { readonly result: 'INVALID_PROOF' };

/**
 * Consensus 10.1 with Q16, network 3.1.5: a shorter witness for the same output takes the place of the longer one.
 * Another form of the output would make another challenge, and so cut off the blocks that follow.
 */
export async function replaceProof(core: ChainCore, proof: ProofOfTime): Promise<CompactProofResult> {
  const blocks = blocksWith(core, proof);
  const first = blocks[0];
  if (first === undefined) return { result: 'UNKNOWN_PROOF' };
  const longer = blocks.filter(({ block }) => block.proofOfTime?.witnessType !== 0);
  if (longer.length === 0) return { result: 'ALREADY_COMPACT' };
  const replaceable = longer.filter(({ block }) => sameOutput(block, proof));
  if (proof.witnessType !== 0 || replaceable.length === 0 || !(await isValid(core, proof))) {
    return { result: 'INVALID_PROOF' };
  }
  const replaced = replaceable.map(({ id, block }) => ({ id, block: { ...block, proofOfTime: proof } }));
  core.stores.transaction(() => {
    for (const { id, block } of replaced) core.stores.blocks.replace(id, block);
  });
  for (const { id, block } of replaced) core.remember(id, block);
  const headerHashes = replaced.map(({ id }) => core.state.index.hash(id));
  return { result: 'REPLACED', height: core.state.index.height(first.id), headerHashes };
}

/** The height of the blocks whose proof of time answers that challenge with that many iterations; `null`: there is none. */
export function provedHeight(core: ChainCore, challengeHash: Uint8Array, numberOfIterations: bigint): number | null {
  const first = blocksWith(core, { challengeHash, numberOfIterations })[0];
  return first === undefined ? null : core.state.index.height(first.id);
}

type Answer = Pick<ProofOfTime, 'challengeHash' | 'numberOfIterations'>;

/** Accepted blocks whose proof of time answers that challenge with that many iterations, orphans included. */
function blocksWith(core: ChainCore, proof: Answer): { id: number; block: FullBlock }[] {
  const ids = core.stores.headers.idsAnswering(proof.challengeHash);
  const blocks = ids.map((id) => ({ id, block: core.block(id) }));
  return blocks.filter(({ block }) => block.proofOfTime?.numberOfIterations === proof.numberOfIterations);
}

function sameOutput({ proofOfTime }: FullBlock, { output }: ProofOfTime): boolean {
  return proofOfTime !== null && ClassgroupElement.equals(proofOfTime.output, output);
}

function isValid({ verifier, constants }: ChainCore, proof: ProofOfTime): Promise<boolean> {
  const { challengeHash: challenge, numberOfIterations: iterations, output, witnessType, witness } = proof;
  const discriminantBits = constants.DISCRIMINANT_SIZE_BITS;
  return verifier.proofOfTime({ discriminantBits, challenge, iterations, output, witnessType, witness });
}
