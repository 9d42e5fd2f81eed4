import { Piscina } from 'piscina';
import type { CheckArguments, CheckName, CheckResults } from './checks.ts';
import { VerifierError } from './errors.ts';
import type { CheckSettings } from './settings.ts';
import type { CheckTask } from './task.ts';

export interface ThreadOptions {
  readonly settings: CheckSettings;
  readonly threads: number;
  readonly idleMs: number;
  readonly memoryMiB: number;
}

/** Where the compiled worker is, seen from the sources as from what they are compiled to. */
const WORKER = new URL('../../dist/verify/worker.js', import.meta.url).href;

/** Verification makes much garbage and keeps none: small limits, or each worker would let its heap grow. MiB. */
const YOUNG_MIB = 8;

/** Worker threads that do checks; all they fail with is a {@link VerifierError}. */
export class Threads {
  readonly #pool: Piscina;
  /** Of the checks under way. */
  readonly #failures = new Set<(error: unknown) => void>();
  #closed = false;

  constructor({ settings, threads, idleMs, memoryMiB }: ThreadOptions) {
    this.#pool = new Piscina({
      filename: WORKER,
      name: 'check',
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: idleMs,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB, maxOldGenerationSizeMb: memoryMiB },
      workerData: settings,
    });
    // A thread that dies before it has begun says so here; what it was to do would wait for ever.
    this.#pool.on('error', (error) => {
      for (const fail of [...this.#failures]) fail(new ThreadDeath(error));
    });
  }

  /** A thread that dies takes nothing with it but itself: its check is done once more, in a new one. */
  async run<Name extends CheckName>(check: Name, args: CheckArguments[Name]): Promise<CheckResults[Name]> {
    if (this.#closed) throw new VerifierError('POOL_CLOSED', { check });
    try {
      return await this.#run({ check, args });
    } catch (error) {
      if (this.#closed || !isDeath(error)) throw this.#coded(error, check);
    }
    try {
      return await this.#run({ check, args });
    } catch (error) {
      throw this.#coded(error, check);
    }
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#pool.destroy();
  }

  #run<Name extends CheckName>(task: CheckTask<Name>): Promise<CheckResults[Name]> {
    let fail: ((error: unknown) => void) | undefined;
    const answer = new Promise<CheckResults[Name]>((resolve, reject) => {
      fail = reject;
      this.#failures.add(reject);
      (this.#pool.run(task) as Promise<CheckResults[Name]>).then(resolve, reject);
    });
    return answer.finally(() => fail && this.#failures.delete(fail));
  }

  #coded(error: unknown, check: CheckName): VerifierError {
    if (this.#closed) return new VerifierError('POOL_CLOSED', { check });
    if (isOutOfMemory(error)) return new VerifierError('OUT_OF_MEMORY', { check });
    const cause = String((error as { message?: unknown }).message);
    return new VerifierError(isDeath(error) ? 'THREAD_DIED' : 'CHECK_FAILED', { check, cause });
  }
}

/** A thread ended outside of any check. */
class ThreadDeath extends Error {
  constructor(cause: unknown) {
    super(String((cause as { message?: unknown }).message), { cause });
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  [error, (error as { cause?: unknown }).cause].some(
    (each) => (each as { code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY',
  );

/** Whether the thread ended, rather than its check. */
function isDeath(error: unknown): boolean {
  if (error instanceof ThreadDeath || isOutOfMemory(error)) return true;
  return /^worker exited with code/.test(String((error as { message?: unknown }).message));
}
