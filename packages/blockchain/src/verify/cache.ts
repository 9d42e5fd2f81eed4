import { BoundedCache } from '../chain/bounded-cache.ts';
import type { Verifier } from '../consensus/index.ts';
import { keyOf } from './cache-key.ts';
import { weightOf } from './weight.ts';

/** What answers may take, in bytes or so: tens of thousands of verdicts, or the runs of some large blocks. */
const LIMIT = 16 << 20;

/**
 * Remembers recent answers, and joins a question to one that is still being answered. What an unfinished block took is
 * thus not done again when its proof of time arrives (neither its program nor its signatures), nor a pre-validated
 * block's when it is added. Answers are pure functions of the bytes, so a remembered one is as good as a new one; a check
 * that broke down is not remembered.
 * @param limit bytes, roughly, that answers may take together
 */
export function withCache(verifier: Verifier, limit: number = LIMIT): Verifier {
  const answers = new BoundedCache<string, { readonly answer: unknown }>(limit, ({ answer }) => weightOf(answer));
  const awaited = new Map<string, Promise<unknown>>();

  const remember = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = answers.get(key);
    if (known !== undefined) return Promise.resolve(known.answer as T);
    const joined = awaited.get(key);
    if (joined !== undefined) return joined as Promise<T>;
    const asked = ask().then(
      (answer) => {
        awaited.delete(key);
        answers.set(key, { answer });
        return answer;
      },
      (error: unknown) => {
        awaited.delete(key);
        throw error;
      },
    );
    awaited.set(key, asked);
    return asked;
  };

  return {
    proofOfSpace: (claim) => {
      const key = keyOf('space', claim.k, claim.plotId, claim.challenge, claim.proof);
      return remember(key, () => verifier.proofOfSpace(claim));
    },
    proofOfTime: (claim) => {
      const { discriminantBits, iterations, output, witnessType, challenge, witness } = claim;
      const key = keyOf('time', discriminantBits, iterations, output.a, output.b, witnessType, challenge, witness);
      return remember(key, () => verifier.proofOfTime(claim));
    },
    signature: (publicKey, message, signature) => {
      const key = keyOf('signature', publicKey, message, signature);
      return remember(key, () => verifier.signature(publicKey, message, signature));
    },
    runGenerator: (generator, options) => {
      const key = keyOf('run', generator, options.maxCost, String(options.strict));
      return remember(key, () => verifier.runGenerator(generator, options));
    },
    aggregateSignature: (pairs, signature) => {
      const signed = pairs.flatMap(({ publicKey, message }) => [publicKey, message]);
      const key = keyOf('aggregate', signature, ...signed);
      return remember(key, () => verifier.aggregateSignature(pairs, signature));
    },
    programHash: (program) => remember(keyOf('program', program), () => verifier.programHash(program)),
  };
}
