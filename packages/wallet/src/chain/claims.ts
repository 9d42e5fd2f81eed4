import { proveCheapHeader, type Requirements, type Verifier } from '@salvia/blockchain';
import { type Constants, HeaderBlock } from '@salvia/protocol';
import type { HeaderRefusal } from './api.ts';
import { drawByWeight, type RandomBytes } from './draw.ts';

/** How many of the headers that are settled together are checked. */
export interface SampleSizes {
  /** Most that are drawn; 100 by default. */
  readonly drawn?: number;
  /** The last ones, all of which are checked; 100 by default. */
  readonly last?: number;
}

const DRAWN = 100;
const LAST = 100;

/** A header whose expensive checks were not made. */
export interface Claim {
  /** Of the header block: there may be thousands of claims, and bytes take a fraction of what fields take. */
  readonly encoded: Uint8Array;
  readonly headerHash: Uint8Array;
  readonly requirements: Requirements;
}

export interface ProveOptions {
  readonly constants: Constants;
  readonly verifier: Verifier;
  readonly randomBytes: RandomBytes;
  readonly samples?: SampleSizes;
}

/** Makes the expensive checks of some claims, in order of height. Which, nobody knows before. */
export async function proveSome(claims: readonly Claim[], options: ProveOptions): Promise<HeaderRefusal | null> {
  const { drawn: most = DRAWN, last = LAST } = options.samples ?? {};
  const split = Math.max(0, claims.length - last);
  const early = claims.slice(0, split);
  const weights = early.map(({ requirements }) => requirements.difficulty);
  const drawn = drawByWeight(weights, most, options.randomBytes).map((index) => early[index] as Claim);
  const chosen = [...drawn, ...claims.slice(split)];
  const verdicts = await Promise.all(chosen.map((claim) => prove(claim, options)));
  return verdicts.find((verdict) => verdict !== null) ?? null;
}

async function prove(claim: Claim, { constants, verifier }: ProveOptions): Promise<HeaderRefusal | null> {
  const { encoded, headerHash, requirements } = claim;
  const block = HeaderBlock.decode(encoded);
  const rejection = await proveCheapHeader(block, requirements, constants, verifier);
  return rejection && { ...rejection, height: block.header.data.height, headerHash };
}
