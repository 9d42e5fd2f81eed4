import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreatedPlot, PlotProgress } from '../../src/index.ts';
import { createPlot } from '../../src/index.ts';

export const K = 18;

/** A deterministic 32-byte value named by `label`. */
export function bytes32(label: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(label).digest());
}

export const PLOT_ID = bytes32('plot id of the tests');
export const MEMO = Uint8Array.of(1, 2, 3, 4, 5);

export interface Workspace {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function createWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'salvia-plots-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Makes the plot that a test file shares. */
export function createTestPlot(path: string, onProgress?: (progress: PlotProgress) => void): Promise<CreatedPlot> {
  return createPlot({ path, plotId: PLOT_ID, k: K, memo: MEMO, ...(onProgress && { onProgress }) });
}

/** The code of the error a promise is rejected with, or `none`. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'none',
    (error: { code?: unknown }) => error.code,
  );
}
