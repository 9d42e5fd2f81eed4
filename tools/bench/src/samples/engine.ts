import { createVdfWorker, type FinishedProof, type VdfScheme } from '@salvia/proof-of-time';
import { expectTrue } from '../errors.ts';
import { median } from '../measure/statistics.ts';

export interface EngineTask {
  readonly scheme: VdfScheme;
  readonly challenge: Uint8Array;
  readonly bits: number;
  readonly iterations: number;
}

export interface EngineRun {
  /** Squarings per second. */
  readonly ips: number;
  /** From asking for the proof of squarings that are done until it is there, verified. */
  readonly deliverySeconds: number;
}

const PROGRESS_MS = 100;

/**
 * Lets the engine square in its thread until it has done what is asked, and only then asks for the proof, so that the
 * two can be told apart. Of the reports about its speed the first half counts as warm-up.
 */
export function runEngine({ scheme, challenge, bits, iterations }: EngineTask): Promise<EngineRun> {
  return new Promise((resolve, reject) => {
    const speeds: number[] = [];
    let asked: number | null = null;
    const finish = (proof: FinishedProof) => {
      const deliverySeconds = (performance.now() - (asked ?? 0)) / 1000;
      worker
        .terminate()
        .then(() => {
          expectTrue(proof.valid, 'proof of time');
          resolve({ ips: median(speeds.slice(speeds.length >> 1)), deliverySeconds });
        })
        .catch(reject);
    };
    const worker = createVdfWorker({
      scheme,
      progressMs: PROGRESS_MS,
      onProof: finish,
      onError: reject,
      onProgress({ iterations: done, ips }) {
        if (asked !== null) return;
        speeds.push(ips);
        if (done < iterations) return;
        asked = performance.now();
        worker.addTarget(BigInt(iterations));
      },
    });
    worker.start(challenge, bits);
  });
}
