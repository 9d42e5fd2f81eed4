import { proveCheapHeader, type Requirements, type Verifier } from '@salvia/blockchain';
import type { Constants, HeaderBlock } from '@salvia/protocol';
import type { HeaderRefusal } from './api.ts';
import { drawByWeight, type RandomBytes } from './draw.ts';

/** Most headers that are drawn of those that are settled together. */
export const SAMPLES = 100;
/** The last headers of those that are settled together, all of which are checked. */
export const FULLY_CHECKED = 100;

/** A header whose expensive checks were not made. */
export interface Claim {
  readonly block: HeaderBlock;
  readonly headerHash: Uint8Array;
  readonly requirements: Requirements;
}

export interface ProveOptions {
  readonly constants: Constants;
  readonly verifier: Verifier;
  readonly randomBytes: RandomBytes;
}

/** Makes the expensive checks of some claims, in order of height. Which, nobody knows before. */
export async function proveSome(claims: readonly Claim[], options: ProveOptions): Promise<HeaderRefusal | null> {
  const early = claims.slice(0, -FULLY_CHECKED);
  const weights = early.map(({ requirements }) => requirements.difficulty);
  const drawn = drawByWeight(weights, SAMPLES, options.randomBytes).map((index) => early[index] as Claim);
  const chosen = [...drawn, ...claims.slice(-FULLY_CHECKED)];
  const verdicts = await Promise.all(chosen.map((claim) => prove(claim, options)));
  return verdicts.find((verdict) => verdict !== null) ?? null;
}

async function prove(claim: Claim, { constants, verifier }: ProveOptions): Promise<HeaderRefusal | null> {
  const { block, headerHash, requirements } = claim;
  const rejection = await proveCheapHeader(block, requirements, constants, verifier);
  return rejection && { ...rejection, height: block.header.data.height, headerHash };
}
