import { createHash } from 'node:crypto';
import { bls, keyGen } from '@salvia/bls';
import { scheme } from '@salvia/proof-of-time';
import { type Constants, DEFAULT_CONSTANTS, type ProofOfSpace, plotId } from '@salvia/protocol';
import { type BlockMaker, plotSigner, type SpaceClaim, type Verifier } from '../../../src/consensus/index.ts';
import { createChecks } from '../../../src/verify/checks.ts';
import type { CheckSettings } from '../../../src/verify/settings.ts';
import { verifierOf } from '../../../src/verify/verifier-of.ts';
import { fill } from './hex.ts';

/** Constants under which a block takes some milliseconds. */
export const CONSTANTS: Constants = {
  ...DEFAULT_CONSTANTS,
  DIFFICULTY_STARTING: 1n,
  DIFFICULTY_EPOCH: 6,
  DIFFICULTY_WARP_FACTOR: 3,
  DIFFICULTY_DELAY: 2,
  DISCRIMINANT_SIZE_BITS: 64,
  NUMBER_ZERO_BITS_CHALLENGE_SIG: 0,
  BLOCK_TIME_TARGET: 10,
  MIN_ITERS_STARTING: 50n,
  COINBASE_FREEZE_PERIOD: 2,
  MAX_BLOCK_COST_CLVM: 11_000_000_000n,
};

export const secret = {
  pool: keyGen(fill(1)),
  farmer: keyGen(fill(2)),
  local: keyGen(fill(3)),
};

const poolPublicKey = bls().publicKey(secret.pool);
const plotPublicKey = bls().addPublicKeys([bls().publicKey(secret.local), bls().publicKey(secret.farmer)]);

/**
 * Stands in for a plot, which takes minutes to make: its "proof" is a hash stream of plot id and challenge. What makes a
 * real proof valid is tested in its own package and over recorded chains; here it matters what consensus makes of the answer.
 */
const standInProof = (id: Uint8Array, challenge: Uint8Array, k: number): Uint8Array =>
  Uint8Array.from(
    createHash('shake256', { outputLength: 8 * k })
      .update(id)
      .update(challenge)
      .digest(),
  );

export const qualityOfProof = (proof: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(proof).digest());

export function proofOfSpace(challengeHash: Uint8Array, changes: Partial<ProofOfSpace> = {}): ProofOfSpace {
  const base = { challengeHash, poolPublicKey, plotPublicKey, size: 18, proof: new Uint8Array(), ...changes };
  return { ...base, proof: changes.proof ?? standInProof(plotId(base), challengeHash, base.size) };
}

/** What programs and signatures are bound to in tests. */
export const SETTINGS: CheckSettings = {
  vdfScheme: 'chiavdf',
  coinRules: 'mainnet',
  genesisHash: fill(0x77),
  costRatio: CONSTANTS.CLVM_COST_RATIO_CONSTANT,
};

/** All is genuine but proofs of space, which are those of `proofOfSpace`. */
export function verifierFor(settings: CheckSettings): Verifier {
  const checks = createChecks(settings);
  return {
    ...verifierOf(async (check, ...args) => checks[check](...args)),
    async proofOfSpace({ plotId: id, k, challenge, proof }: SpaceClaim) {
      return Buffer.compare(standInProof(id, challenge, k), proof) === 0 ? qualityOfProof(proof) : null;
    },
  };
}

export const verifier: Verifier = verifierFor(SETTINGS);

export const maker: BlockMaker = {
  signAsPool: (message) => bls().sign(secret.pool, message),
  signAsPlot: plotSigner(secret.local, secret.farmer),
  proveTime: (task) => scheme('chiavdf').prove(task),
};
