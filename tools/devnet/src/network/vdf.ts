import type { TimeProof } from '@salvia/blockchain';
import { createVdfWorker, type VdfScheme } from '@salvia/proof-of-time';

interface Task {
  readonly discriminantBits: number;
  readonly challenge: Uint8Array;
  readonly iterations: bigint;
}

/** Evaluates a proof of time in a thread of its own. */
export function proveTime(
  scheme: VdfScheme,
  { discriminantBits, challenge, iterations }: Task,
  onProgress: (done: bigint) => void = () => {},
): Promise<TimeProof> {
  return new Promise((resolve, reject) => {
    const worker = createVdfWorker({
      scheme,
      onProof(proof) {
        void worker.terminate();
        if (proof.valid) resolve(proof);
        else reject(new Error('the proof of time does not verify: this machine computes wrongly'));
      },
      onProgress: ({ iterations: done }) => onProgress(done),
      onError: reject,
    });
    worker.start(challenge, discriminantBits);
    worker.addTarget(iterations);
  });
}
