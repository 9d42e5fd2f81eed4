import { isIdentity } from '@salvia/bls';
import type { GeneratorRun } from '@salvia/clvm';
import { type FullBlock, PoolTarget } from '@salvia/protocol';
import { signaturePairs } from '../spends/index.ts';
import type { Verifier } from '../verifier.ts';

/** Consensus 8.9: the pool key signed the pool target, and each spend's keys what it wants signed (Q2: no identity). */
export async function allSigned(
  { header, proofOfSpace: { poolPublicKey } }: FullBlock,
  run: GeneratorRun,
  verifier: Verifier,
): Promise<boolean> {
  if (isIdentity(poolPublicKey)) return false;
  const pool = { publicKey: poolPublicKey, message: PoolTarget.encode(header.data.poolTarget) };
  return verifier.aggregateSignature([pool, ...signaturePairs(run)], header.data.aggregatedSignature);
}
