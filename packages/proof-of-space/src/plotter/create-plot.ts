/** Making a plot file in a thread of its own. */
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ProofOfSpaceError, systemReason } from '../errors.ts';
import { MAX_MEMO_BYTES } from '../plot-file/header.ts';
import type { PlotMessage, PlotTask } from './messages.ts';
import type { PlotProgress } from './progress.ts';
import { checkPlotRequest } from './tables.ts';

export interface CreatePlotOptions {
  /** File to make; it must not exist, its folder must. Until it is complete it is `${path}.tmp`. */
  readonly path: string;
  /** 32 bytes. */
  readonly plotId: Uint8Array;
  /** 18..20. */
  readonly k: number;
  /** At most 65535 bytes, stored as they are. */
  readonly memo: Uint8Array;
  readonly onProgress?: (progress: PlotProgress) => void;
  /** Ends the work at once; nothing is left behind and the promise is rejected with code ABORTED. */
  readonly signal?: AbortSignal;
}

export interface CreatedPlot {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Number of proofs in the plot, about 2^k. */
  readonly proofs: number;
}

/**
 * Makes a plot file (about 2 s of one core and 150 MB for k = 18). It is flushed to the disk before it gets its name.
 * Throws a `ProofOfSpaceError`: UNSUPPORTED_K, BAD_LENGTH, FILE_EXISTS, UNWRITABLE, ABORTED or WORKER_FAILED.
 */
export async function createPlot(options: CreatePlotOptions): Promise<CreatedPlot> {
  const { path, plotId, k, memo } = options;
  checkPlotRequest(plotId, k);
  if (memo.length > MAX_MEMO_BYTES) {
    const allowed = `0..${MAX_MEMO_BYTES}`;
    throw new ProofOfSpaceError('BAD_LENGTH', { field: 'memo', found: memo.length, allowed });
  }
  refuseExisting(path);
  const temporary = `${path}.tmp`;
  await reserve(temporary);
  try {
    const result = await runWorker({ path: temporary, plotId, k, memo }, options);
    refuseExisting(path);
    await giveName(temporary, path);
    return { path, ...result };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function refuseExisting(path: string): void {
  if (existsSync(path)) throw new ProofOfSpaceError('FILE_EXISTS', { path });
}

/** Makes an empty file, so that a place where nothing can be written is known before the work and not after it. */
async function reserve(temporary: string): Promise<void> {
  try {
    await (await open(temporary, 'w')).close();
  } catch (error) {
    throw new ProofOfSpaceError('UNWRITABLE', { path: temporary, reason: systemReason(error) });
  }
}

/** Renames, and flushes the folder so that the name survives a power cut as the content does. */
async function giveName(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    throw new ProofOfSpaceError('UNWRITABLE', { path, reason: systemReason(error) });
  }
}

type Written = Pick<CreatedPlot, 'size' | 'proofs'>;

async function runWorker(task: PlotTask, { path, onProgress, signal }: CreatePlotOptions): Promise<Written> {
  if (signal?.aborted) throw new ProofOfSpaceError('ABORTED', { path });
  const worker = new Worker(new URL('../../dist/plotter/worker.js', import.meta.url), { workerData: task });
  const { promise, resolve, reject } = outcome<Written>();
  const abort = () => reject(new ProofOfSpaceError('ABORTED', { path }));
  signal?.addEventListener('abort', abort, { once: true });
  worker.on('message', (message: PlotMessage) => {
    if (message.type === 'progress') onProgress?.(message.progress);
    else if (message.type === 'written') resolve({ size: message.size, proofs: message.proofs });
    else reject(new ProofOfSpaceError(message.code, message.context));
  });
  worker.on('error', (error) => reject(new ProofOfSpaceError('WORKER_FAILED', { path, reason: String(error) })));
  worker.on('exit', (code) => reject(new ProofOfSpaceError('WORKER_FAILED', { path, reason: `exit code ${code}` })));
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

function outcome<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
