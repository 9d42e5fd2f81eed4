import { setTimeout as sleep } from 'node:timers/promises';
import { createDevnet, type Devnet } from './devnet.ts';
import { DevnetError } from './errors.ts';
import type { DevnetOptions } from './plan/options.ts';
import { createReporter, type Reporter } from './ui/reporter.ts';
import { resultOf } from './watch/result.ts';
import { hasReached, type Snapshot, topHeight } from './watch/snapshot.ts';

const lookMs = 1000;

/** Runs a devnet until it is told to stop: by a signal, a height that was to be reached, or the time that was given. */
export async function runDevnet(options: DevnetOptions): Promise<void> {
  const reporter = createReporter(options);
  const interrupted = interruption();
  const devnet = await createDevnet(options, reporter);
  try {
    await devnet.start();
    reporter.running(devnet, await devnet.look());
    const outcome = await Promise.race([watch(devnet, options, reporter, interrupted), devnet.failure]);
    reporter.ended(outcome);
  } finally {
    reporter.stopping();
    await devnet.stop();
  }
}

/** Resolves to true once the user asks for the end; asking twice ends at once. */
function interruption(): { readonly asked: boolean } {
  const state = { asked: false };
  const onSignal = () => {
    if (state.asked) process.exit(130);
    state.asked = true;
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return state;
}

async function watch(
  devnet: Devnet,
  options: DevnetOptions,
  reporter: Reporter,
  interrupted: { readonly asked: boolean },
) {
  const { nodes, untilHeight, timeout } = options;
  const elapsed = () => process.uptime();
  let startHeight: number | null = null;
  let firstBlockSeconds: number | null = null;
  for (;;) {
    const snapshot = await devnet.look();
    const height = topHeight(snapshot);
    startHeight ??= height >= 0 ? height : null;
    if (firstBlockSeconds === null && startHeight !== null && height > startHeight)
      firstBlockSeconds = Math.round(elapsed() * 10) / 10;
    reporter.look(snapshot);
    const result = resultOf(snapshot, firstBlockSeconds);
    if (interrupted.asked) return result;
    if (untilHeight !== null && hasReached(snapshot, nodes, untilHeight)) return result;
    if (timeout !== null && elapsed() > timeout) throw timedOut(options, snapshot);
    await sleep(lookMs);
  }
}

function timedOut({ timeout, untilHeight }: DevnetOptions, { nodes }: Snapshot): DevnetError {
  const heights = nodes.map(({ name, height }) => `${name} at height ${height}`).join(', ') || 'no node answered';
  const goal = untilHeight === null ? '' : ` before height ${untilHeight}`;
  return new DevnetError('TIMED_OUT', `${timeout} seconds are over${goal}: ${heights}`);
}
