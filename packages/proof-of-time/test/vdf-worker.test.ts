import { afterEach, describe, expect, test } from '@jest/globals';
import {
  calibrate,
  createVdfWorker,
  type FinishedProof,
  type VdfError,
  type VdfProgress,
  type VdfWorker,
  type VdfWorkerOptions,
} from '../src/index.ts';
import { challengeOf, schemes } from './support.ts';

const bits = 256;
const open: VdfWorker[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((worker) => worker.terminate()));
});

/** A worker and what comes out of it, one event at a time. */
function engine(scheme: VdfWorkerOptions['scheme'], options: Partial<VdfWorkerOptions> = {}) {
  const proofs: FinishedProof[] = [];
  const progress: VdfProgress[] = [];
  let wake = (): void => {};
  const worker = createVdfWorker({
    scheme,
    progressMs: 20,
    onProof(proof) {
      proofs.push(proof);
      wake();
    },
    onProgress(report) {
      progress.push(report);
      wake();
    },
    ...options,
  });
  open.push(worker);
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { worker, proofs, progress, until };
}

const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as VdfError).code;
  }
};

describe.each(schemes)('an engine for $name', (vdf) => {
  test('delivers proofs for targets ahead and behind, and goes on', async () => {
    const { worker, proofs, progress, until } = engine(vdf.name);
    const challenge = challengeOf('first');
    worker.start(challenge, bits);
    worker.addTarget(3000n);
    await until(() => proofs.length === 1);
    worker.addTarget(1000n, { segments: 2 });
    await until(() => proofs.length === 2);
    expect(proofs.map(({ iterations, witnessType, valid }) => [iterations, witnessType, valid])).toEqual([
      [3000n, 0, true],
      [1000n, 1, true],
    ]);
    for (const proof of proofs) {
      expect(proof.challenge).toEqual(challenge);
      expect(vdf.verify({ discriminantBits: bits, ...proof })).toBe(true);
    }
    const seen = progress.at(-1)?.iterations ?? 0n;
    await until(() => (progress.at(-1)?.iterations ?? 0n) > seen);
    expect(progress.at(-1)?.ips).toBeGreaterThan(0);
  });

  test('a new challenge takes the place of the old one', async () => {
    const { worker, proofs, until } = engine(vdf.name);
    worker.start(challengeOf('old'), bits);
    worker.addTarget(500_000_000n);
    const challenge = challengeOf('new');
    worker.start(challenge, bits);
    worker.addTarget(300n);
    await until(() => proofs.length === 1);
    expect(proofs[0]?.challenge).toEqual(challenge);
    expect(proofs[0]?.iterations).toBe(300n);
  });

  test('stops when told, and starts again', async () => {
    const { worker, proofs, progress, until } = engine(vdf.name);
    worker.start(challengeOf('stopped'), bits);
    await until(() => progress.length > 0);
    await worker.stop();
    const reports = progress.length;
    expect(codeOf(() => worker.addTarget(10n))).toBe('NO_CHALLENGE');
    await worker.stop();
    expect(progress).toHaveLength(reports);
    worker.start(challengeOf('again'), bits);
    worker.addTarget(50n);
    await until(() => proofs.length === 1);
    expect(proofs[0]?.valid).toBe(true);
  });
});

test('an engine refuses what it cannot do', async () => {
  const { worker } = engine('chiavdf');
  expect(codeOf(() => worker.start(challengeOf('x'), 100))).toBe('BAD_DISCRIMINANT_BITS');
  expect(codeOf(() => worker.start(new Uint8Array(31), bits))).toBe('BAD_SEED');
  worker.start(challengeOf('x'), bits);
  expect(codeOf(() => worker.addTarget(0n))).toBe('BAD_ITERATIONS');
  expect(codeOf(() => worker.addTarget(2n ** 53n))).toBe('BAD_ITERATIONS');
  expect(codeOf(() => worker.addTarget(5n, { segments: 257 }))).toBe('BAD_SEGMENTS');
  await worker.terminate();
  await worker.stop();
});

test('a thread that fails says so', async () => {
  let report: (code: string) => void = () => {};
  const failed = new Promise<string>((resolve) => (report = resolve));
  engine('no such scheme' as 'chiavdf', { onError: ({ code }) => report(code) });
  expect(await failed).toBe('WORKER_FAILED');
});

test('calibration counts squarings', () => {
  const ips = calibrate(bits, 60);
  expect(Number.isInteger(ips) && ips > 0).toBe(true);
});
