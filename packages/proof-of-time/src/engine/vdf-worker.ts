import { Worker } from 'node:worker_threads';
import { VdfError } from '../errors.ts';
import { isDiscriminantBits } from '../schemes/discriminants.ts';
import type { VdfProof, VdfScheme } from '../schemes/scheme.ts';
import { MAX_WITNESS_TYPE } from '../schemes/witness.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';

/** A proof that an engine has finished. */
export interface FinishedProof extends VdfProof {
  readonly challenge: Uint8Array;
  readonly iterations: bigint;
  /** Whether it passed verification, in the engine's thread. One that did not shows a broken machine; it is worthless. */
  readonly valid: boolean;
}

export interface VdfProgress {
  readonly challenge: Uint8Array;
  /** Squarings done so far. */
  readonly iterations: bigint;
  /** Squarings per second since the last report, proofs left out. */
  readonly ips: number;
}

export interface VdfWorkerOptions {
  scheme: VdfScheme;
  onProof(proof: FinishedProof): void;
  onProgress?(progress: VdfProgress): void;
  /** WORKER_FAILED: the thread is gone, and with it what it had computed. */
  onError?(error: VdfError): void;
  /** Most powers kept: at 1024 bits 129 bytes each. Default 65,536, some 8 MB. */
  maxStoredPowers?: number;
  /** Milliseconds between progress reports, default 500. */
  progressMs?: number;
}

/** One engine in a thread of its own: one challenge at a time. */
export interface VdfWorker {
  /** Begins on a challenge of 32 bytes, dropping any other. */
  start(challenge: Uint8Array, discriminantBits: number): void;
  /**
   * Asks for a proof of this many iterations of the current challenge, whether or not they are done yet. `segments` > 1
   * divides it (n-Wesolowski).
   */
  addTarget(iterations: bigint, options?: { segments?: number }): void;
  /** Leaves the challenge; resolves when the thread is idle. It can be started again. */
  stop(): Promise<void>;
  /** Ends the thread at once. */
  terminate(): Promise<void>;
}

const DEFAULT_STORED_POWERS = 65_536;
const DEFAULT_PROGRESS_MS = 500;
/** Nearly everything a squaring allocates dies at once; a small nursery stays in the cache and bounds the thread's memory. */
const YOUNG_GENERATION_MB = 4;

export function createVdfWorker(options: VdfWorkerOptions): VdfWorker {
  const settings: WorkerSettings = {
    scheme: options.scheme,
    maxStoredPowers: options.maxStoredPowers ?? DEFAULT_STORED_POWERS,
    progressMs: options.progressMs ?? DEFAULT_PROGRESS_MS,
  };
  const thread = new Worker(new URL('../../dist/engine/worker.js', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  const stopping = new Map<number, () => void>();
  let session = 0;
  let challenge: Uint8Array | null = null;
  let ended = false;

  const post = (message: ToWorker) => thread.postMessage(message);
  const end = () => {
    ended = true;
    challenge = null;
    for (const resolve of stopping.values()) resolve();
    stopping.clear();
  };

  thread.on('message', (message: FromWorker) => {
    if (message.type === 'stopped') {
      stopping.get(message.session)?.();
      stopping.delete(message.session);
    } else if (message.session === session && challenge !== null) {
      const { type, session: _, ...body } = message;
      if (type === 'proof') options.onProof({ challenge, ...(body as Omit<FinishedProof, 'challenge'>) });
      else options.onProgress?.({ challenge, ...(body as Omit<VdfProgress, 'challenge'>) });
    }
  });
  thread.on('error', (error) => {
    end();
    options.onError?.(new VdfError('WORKER_FAILED', { reason: String(error) }));
  });
  thread.on('exit', end);

  return {
    start(next, discriminantBits) {
      if (!isDiscriminantBits(discriminantBits))
        throw new VdfError('BAD_DISCRIMINANT_BITS', { bits: discriminantBits });
      if (next.length !== 32) throw new VdfError('BAD_SEED', { length: next.length });
      challenge = Uint8Array.from(next);
      post({ type: 'start', session: ++session, challenge, discriminantBits });
    },
    addTarget(iterations, { segments = 1 } = {}) {
      if (challenge === null) throw new VdfError('NO_CHALLENGE', {});
      if (iterations < 1n || iterations > BigInt(Number.MAX_SAFE_INTEGER)) {
        throw new VdfError('BAD_ITERATIONS', { iterations });
      }
      if (!Number.isInteger(segments) || segments < 1 || segments > MAX_WITNESS_TYPE + 1) {
        throw new VdfError('BAD_SEGMENTS', { segments: [BigInt(Math.trunc(segments))] });
      }
      post({ type: 'target', session, iterations, segments });
    },
    stop() {
      challenge = null;
      if (ended) return Promise.resolve();
      const id = ++session;
      post({ type: 'stop', session: id });
      return new Promise((resolve) => stopping.set(id, resolve));
    },
    async terminate() {
      end();
      await thread.terminate();
    },
  };
}
