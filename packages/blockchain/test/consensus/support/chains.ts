import {
  type Ancestry,
  ancestryOf,
  type BlockRecord,
  nextParameters,
  type RequirementConstants,
} from '../../../src/consensus/index.ts';

/** The release's constants, as far as adjustments go (consensus 4). */
export const RELEASE: RequirementConstants = {
  DIFFICULTY_STARTING: 1n << 20n,
  DIFFICULTY_FACTOR: 3,
  DIFFICULTY_EPOCH: 256,
  DIFFICULTY_WARP_FACTOR: 4,
  DIFFICULTY_DELAY: 64,
  SIGNIFICANT_BITS: 12,
  BLOCK_TIME_TARGET: 300,
  MIN_ITERS_PROPORTION: 10,
  MIN_ITERS_STARTING: 1n << 22n,
};

/** The constants of the reference's chain tests (consensus 4). */
export const CHAIN_TESTS: RequirementConstants = {
  ...RELEASE,
  DIFFICULTY_STARTING: 1n,
  DIFFICULTY_EPOCH: 6,
  DIFFICULTY_WARP_FACTOR: 3,
  DIFFICULTY_DELAY: 2,
  BLOCK_TIME_TARGET: 10,
  MIN_ITERS_STARTING: 50n,
};

/** Records of a chain whose blocks have the parameters that the rules give, with the timestamps and iterations asked for. */
export function growChain(
  length: number,
  constants: RequirementConstants,
  block: { timestamp: (height: number) => bigint; iterations?: (height: number, minIters: bigint) => bigint },
): BlockRecord[] {
  const records: BlockRecord[] = [];
  let weight = 0n;
  let totalIters = 0n;
  for (let height = 0; height < length; height++) {
    const chain: Ancestry | null = height === 0 ? null : ancestryOf(records);
    const { difficulty, minIters } = nextParameters(chain, constants);
    weight += difficulty;
    totalIters += block.iterations?.(height, minIters) ?? 10n * minIters;
    records.push({ height, timestamp: block.timestamp(height), weight, totalIters, minIters });
  }
  return records;
}
