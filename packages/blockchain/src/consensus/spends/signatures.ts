import type { GeneratorRun } from '@salvia/clvm';
import type { SignaturePair } from '../verifier.ts';

/** What the run's conditions want signed, spend by spend; the order does not matter to validity (consensus 8.9). */
export function signaturePairs(run: GeneratorRun): SignaturePair[] {
  return run.spends.flatMap(({ conditions }) =>
    conditions.flatMap((condition) =>
      condition.kind === 'signature' ? [{ publicKey: condition.publicKey, message: condition.message }] : [],
    ),
  );
}
