import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bls, keyGen } from '@salvia/bls';
import { encodeMemo, localKey, plotId, plotPublicKey } from '@salvia/keychain';
import { createPlot, PLOTTER_MAX_K, PLOTTER_MIN_K } from '@salvia/proof-of-space';
import { CliError } from '../cli-error.ts';
import type { CreateOptions } from '../commands/plots.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { type FarmerPublicKeys, farmerPublicKeysOf } from './farmer-keys.ts';
import { plotName } from './plot-name.ts';
import { createProgress } from './progress.ts';

interface MadePlot {
  readonly path: string;
  readonly plotId: Uint8Array;
  readonly k: number;
  readonly bytes: number;
  readonly proofs: number;
  readonly seconds: number;
}

/** Makes plots one after the other; Ctrl-C leaves nothing unfinished behind. */
export async function create(terminal: Terminal, options: CreateOptions): Promise<void> {
  checkSize(options.size);
  const keys = await keysFor(terminal, options);
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const progress = await createProgress(terminal, options.count);
  const plots: MadePlot[] = [];
  try {
    for (let number = 1; number <= options.count; number++) {
      plots.push(
        await makePlot(
          directory,
          options.size,
          keys,
          (percent) => progress.report(number, percent),
          interrupted.signal,
        ),
      );
    }
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    throw new CliError(
      'FAILED',
      `interrupted after ${plots.length} of ${options.count} plots; nothing unfinished is left`,
    );
  } finally {
    progress.stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  printResult(terminal, options, { plots: plots.map((plot) => ({ ...plot })) }, () =>
    plots.map(({ path, proofs, bytes, seconds }) => `${path}: ${proofs} proofs, ${mib(bytes)} MiB, ${seconds} s`),
  );
}

function checkSize(k: number): void {
  if (k >= PLOTTER_MIN_K && k <= PLOTTER_MAX_K) return;
  throw new CliError('USAGE', `--size: found ${k}, allowed: ${PLOTTER_MIN_K} to ${PLOTTER_MAX_K}`);
}

async function keysFor(terminal: Terminal, options: CreateOptions): Promise<FarmerPublicKeys> {
  const { farmerPublicKey, poolPublicKey } = options;
  // With both keys given, a machine that only plots needs no key file.
  if (farmerPublicKey && poolPublicKey) return { farmerPublicKey, poolPublicKey };
  const [first] = (await farmerPublicKeysOf(terminal, options.keys, options)) as [FarmerPublicKeys];
  return {
    farmerPublicKey: farmerPublicKey ?? first.farmerPublicKey,
    poolPublicKey: poolPublicKey ?? first.poolPublicKey,
  };
}

async function makePlot(
  directory: string,
  k: number,
  { farmerPublicKey, poolPublicKey }: FarmerPublicKeys,
  onPercent: (percent: number) => void,
  signal: AbortSignal,
): Promise<MadePlot> {
  const started = performance.now();
  const localMasterKey = keyGen(new Uint8Array(randomBytes(32)));
  const plotKey = plotPublicKey(bls().publicKey(localKey(localMasterKey)), farmerPublicKey);
  const id = plotId(poolPublicKey, plotKey);
  const path = join(directory, plotName(k, id, new Date()));
  const memo = encodeMemo({ poolPublicKey, farmerPublicKey, localMasterKey });
  const onProgress = ({ percent }: { readonly percent: number }) => onPercent(percent);
  const { size, proofs } = await createPlot({ path, plotId: id, k, memo, onProgress, signal });
  return { path, plotId: id, k, bytes: size, proofs, seconds: Math.round((performance.now() - started) / 100) / 10 };
}

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
