import type { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** A bar on a terminal, which is gone when it stops; null elsewhere. */
export async function createBar({ isTTY }: Terminal, format: string): Promise<SingleBar | null> {
  if (!isTTY) return null;
  const progress = (await import('cli-progress')).default;
  const options = { format, stream: process.stderr, hideCursor: true, clearOnComplete: true };
  return new progress.SingleBar(options, progress.Presets.shades_classic);
}
