import type { Verifier } from '../consensus/index.ts';
import { Answers } from './answers.ts';
import { keyOf } from './cache-key.ts';

/** What answers may take, in bytes or so: tens of thousands of verdicts, or the runs of some large blocks. */
const LIMIT = 16 << 20;

/**
 * Remembers recent answers, and joins a question to one that is still being answered. What an unfinished block took is
 * thus not done again when its proof of time arrives (neither its program nor its signatures), nor a pre-validated
 * block's when it is added. Answers are pure functions of the bytes, so a remembered one is as good as a new one; a check
 * that broke down is not remembered.
 * @param limit bytes, roughly, that answers may take together
 * @param hurry told, by what `verifier.ahead` gave, of answers that are wanted now
 */
export function withCache(
  verifier: Verifier,
  limit: number = LIMIT,
  hurry: (asked: Promise<unknown>) => void = () => undefined,
): Verifier {
  const answers = new Answers(limit, hurry);
  const cached = remembering(answers, verifier, false);
  return verifier.ahead === undefined ? cached : { ...cached, ahead: remembering(answers, verifier.ahead, true) };
}

function remembering(answers: Answers, verifier: Verifier, ahead: boolean): Verifier {
  const remember = <T>(key: string, ask: () => Promise<T>): Promise<T> => answers.get(key, ask, ahead);
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
