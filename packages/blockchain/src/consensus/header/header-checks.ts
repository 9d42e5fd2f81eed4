import { type ProofOfTime, proofOfSpaceHash } from '@salvia/protocol';
import { equalBytes } from '../bytes.ts';
import { ConsensusError } from '../consensus-error.ts';
import { requirementsFor } from '../requirements.ts';
import { earliestTimestamp } from '../timestamps.ts';
import { chainOf, type Findings, found, type HeaderCheck, parentOf } from './check.ts';
import type { HeaderInput } from './input.ts';
import { plotSignatureValid, proofOfSpaceQuality, proofOfTimeValid } from './proofs.ts';

/**
 * Header validation: the rows of consensus 7.2 in their order, the first that fails is the verdict. Row R5 stands for
 * H13: a finished block without a proof of time is turned away at the door (7.1).
 */
export const HEADER_CHECKS: readonly HeaderCheck[] = [
  {
    name: 'R5',
    error: 'BLOCK_IS_NOT_FINISHED',
    scope: 'always',
    finishedOnly: true,
    passes: ({ block }) => block.proofOfTime !== null,
  },
  {
    name: 'H0',
    error: 'DOES_NOT_EXTEND',
    scope: 'child',
    finishedOnly: true,
    passes: ({ parent }) => parent !== null,
  },
  {
    // Pre-validation does not make this check, so neither does it spare it (Q9).
    name: 'H1',
    error: 'INVALID_POSPACE_HASH',
    scope: 'always',
    passes: ({ block }) => equalBytes(proofOfSpaceHash(block.proofOfSpace), block.header.data.proofOfSpaceHash),
  },
  {
    name: 'H2',
    error: 'INVALID_PLOT_SIGNATURE',
    scope: 'always',
    preValidated: true,
    passes: ({ block, verifier }) => plotSignatureValid(block, verifier),
  },
  {
    name: 'H3',
    error: 'DOES_NOT_EXTEND',
    scope: 'child',
    passes: ({ block, parent }) => parent !== null && equalBytes(parent.headerHash, block.header.data.prevHeaderHash),
  },
  {
    name: 'H4',
    error: 'TIMESTAMP_TOO_FAR_IN_PAST',
    scope: 'child',
    passes: (input) =>
      input.block.header.data.timestamp >= earliestTimestamp(parentOf(input).ancestry, input.constants),
  },
  {
    name: 'H5',
    error: 'TIMESTAMP_TOO_FAR_IN_FUTURE',
    scope: 'child',
    passes: ({ block, constants, nowMs }) =>
      block.header.data.timestamp * 1000n <= BigInt(nowMs) + BigInt(constants.MAX_FUTURE_TIME) * 1000n,
  },
  {
    name: 'H6',
    error: 'INVALID_POSPACE_CHALLENGE',
    scope: 'child',
    passes: (input) => equalBytes(input.block.proofOfSpace.challengeHash, parentOf(input).challengeHash),
  },
  { name: 'H7', error: 'INVALID_POSPACE', scope: 'always', preValidated: true, passes: findQuality },
  {
    name: 'H8',
    error: 'INVALID_HEIGHT',
    scope: 'always',
    passes: (input) => input.block.header.data.height === (chainOf(input)?.height ?? -1) + 1,
  },
  {
    name: 'H9',
    error: 'INVALID_POOL_TARGET',
    scope: 'always',
    passes: ({ block: { header } }) =>
      header.data.poolTarget.maxHeight === 0 || header.data.poolTarget.maxHeight >= header.data.height,
  },
  // Iterations that no proof of time can have are iterations that the total cannot account for.
  { name: 'H10', error: 'INVALID_TOTAL_ITERS', scope: 'always', passes: findRequirements },
  {
    name: 'H11',
    error: 'INVALID_WEIGHT',
    scope: 'always',
    passes: (input, findings) =>
      input.block.header.data.weight === before(input, 'weight') + found(findings, 'requirements').difficulty,
  },
  {
    name: 'H12',
    error: 'INVALID_TOTAL_ITERS',
    scope: 'always',
    passes: (input, findings) =>
      input.block.header.data.totalIters === before(input, 'totalIters') + found(findings, 'requirements').iterations,
  },
  {
    name: 'H14',
    error: 'INVALID_NUM_ITERATIONS',
    scope: 'always',
    finishedOnly: true,
    passes: (input, findings) => proofOfTimeOf(input).numberOfIterations === found(findings, 'requirements').iterations,
  },
  {
    name: 'H15',
    error: 'INVALID_POT',
    scope: 'always',
    finishedOnly: true,
    preValidated: true,
    passes: (input) => proofOfTimeValid(proofOfTimeOf(input), input.constants, input.verifier),
  },
  {
    name: 'H16',
    error: 'INVALID_POT_CHALLENGE',
    scope: 'child',
    finishedOnly: true,
    passes: (input) => equalBytes(proofOfTimeOf(input).challengeHash, parentOf(input).challengeHash),
  },
  {
    name: 'H17',
    error: 'INVALID_POSPACE_CHALLENGE',
    scope: 'genesis',
    finishedOnly: true,
    passes: (input) => equalBytes(proofOfTimeOf(input).challengeHash, input.block.proofOfSpace.challengeHash),
  },
];

async function findQuality({ block, constants, verifier }: HeaderInput, findings: Findings): Promise<boolean> {
  const qualityString = await proofOfSpaceQuality(block.proofOfSpace, constants, verifier);
  if (qualityString !== null) findings.qualityString = qualityString;
  return qualityString !== null;
}

/** The height was checked before, so the parameters are those of the parent's next height (Q8). */
function findRequirements(input: HeaderInput, findings: Findings): boolean {
  const k = input.block.proofOfSpace.size;
  try {
    findings.requirements = requirementsFor(chainOf(input), found(findings, 'qualityString'), k, input.constants);
    return true;
  } catch (error) {
    if (error instanceof ConsensusError && error.code === 'ITERATIONS_OUT_OF_RANGE') return false;
    throw error;
  }
}

/** Sum of the chain up to the parent; 0 before genesis. */
function before(input: HeaderInput, sum: 'weight' | 'totalIters'): bigint {
  const chain = chainOf(input);
  return chain === null ? 0n : chain.at(chain.height)[sum];
}

function proofOfTimeOf({ block }: HeaderInput): ProofOfTime {
  if (block.proofOfTime === null) throw new TypeError('a check of the proof of time of an unfinished block');
  return block.proofOfTime;
}
