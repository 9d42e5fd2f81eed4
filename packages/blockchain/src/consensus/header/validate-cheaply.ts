// Most of what makes a header costs next to nothing to check. Three rows do cost: the plot signature (H2), the proof of
// space (H7) and the proof of time (H15). A light node makes those of some headers only. Without the proof of space there
// is no quality, so the iterations that the header claims are only known to lie between those of the best and of the worst
// quality that there is; they are what the totals, and with them the later adjustments, then rest on.
import type { Constants } from '@salvia/protocol';
import { calculateIterations, iterationsAboveMinimum } from '../quality.ts';
import { nextParameters, type Requirements } from '../requirements.ts';
import type { Verifier } from '../verifier.ts';
import { type Findings, type HeaderCheck, parentOf } from './check.ts';
import { HEADER_CHECKS } from './header-checks.ts';
import type { HeaderInput, ProvenHeader } from './input.ts';
import { judgeAlone } from './pre-validate.ts';
import { spaceClaimOf } from './proofs.ts';
import type { HeaderRejection } from './validate-header.ts';

/** A finished block with a parent. */
export type CheapInput = Pick<HeaderInput, 'block' | 'parent' | 'constants' | 'nowMs' | 'verifier'>;

const BEST_QUALITY = new Uint8Array(32).fill(0xff);
const WORST_QUALITY = new Uint8Array(32);

/**
 * Every row of consensus 7.2 for a finished child but the expensive ones; of H7 it makes plot size and plot filter, of
 * H10 that some quality gives the iterations that the total claims. {@link proveCheapHeader} makes up for what is left out.
 * @returns what the header claims to have met
 */
export async function validateHeaderCheaply(cheap: CheapInput): Promise<HeaderRejection | Requirements> {
  const input: HeaderInput = { ...cheap, genesis: false, finished: true };
  const findings: Findings = {};
  for (const check of HEADER_CHECKS) {
    if (check.scope === 'genesis') continue;
    if (!(await passes(check, input, findings))) return { error: check.error, check: check.name };
  }
  return findings.requirements as Requirements;
}

function passes(check: HeaderCheck, input: HeaderInput, findings: Findings): boolean | Promise<boolean> {
  if (check.name === 'H7') return spaceClaimOf(input.block.proofOfSpace, input.constants) !== null;
  if (check.name === 'H10') return findClaimed(input, findings);
  return check.preValidated === true || check.passes(input, findings);
}

/** H10 without a quality: the iterations are those that the total of the header says. */
function findClaimed(input: HeaderInput, findings: Findings): boolean {
  const { block, constants } = input;
  const chain = parentOf(input).ancestry;
  const { difficulty, minIters } = nextParameters(chain, constants);
  const iterations = block.header.data.totalIters - chain.at(chain.height).totalIters;
  const above = (quality: Uint8Array) => iterationsAboveMinimum(quality, block.proofOfSpace.size, difficulty);
  if (iterations < minIters + above(BEST_QUALITY) || iterations > minIters + above(WORST_QUALITY)) return false;
  findings.requirements = { difficulty, minIters, iterations };
  return true;
}

/**
 * The rows that {@link validateHeaderCheaply} left out, of the same block.
 * @param claimed what that returned
 * @returns `null` if all pass: then the block is as valid as `validateHeader` finds it
 */
export async function proveCheapHeader(
  block: ProvenHeader,
  claimed: Requirements,
  constants: Constants,
  verifier: Verifier,
): Promise<HeaderRejection | null> {
  const proved = await judgeAlone(block, constants, verifier);
  if ('error' in proved) return proved;
  const { difficulty, minIters, iterations } = claimed;
  const required = calculateIterations(proved.qualityString, block.proofOfSpace.size, difficulty, minIters);
  return required === iterations ? null : { error: 'INVALID_TOTAL_ITERS', check: 'H12' };
}
