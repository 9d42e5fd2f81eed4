import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { selectBackend } from '@salvia/bls';
import { type FuzzResult, fuzz } from './fuzz.ts';
import { corpusOf, recordedChain } from './recordings.ts';
import { createTarget } from './target.ts';

/** What the issue allows: a hang over 100 ms is none. */
const HANG_MS = 100;
/** Growth beyond this is a leak: all that a node remembers of peers is bounded, and was full before. */
const GROWTH_BYTES = 32 << 20;

const usage = 'fuzz [--frames N] [--seed N] [--first N] [--save FOLDER] [--json]\n';

interface FuzzArguments {
  readonly frames: number;
  readonly seed: number;
  readonly first: number;
  /** Folder for the frames of findings. */
  readonly save: string;
  readonly json: boolean;
}

function numberOf(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new TypeError(`--${name}: found "${text}", allowed: a whole number from ${least}`);
}

function parsed(argv: readonly string[]): FuzzArguments {
  const text = (standard: string) => ({ type: 'string', default: standard }) as const;
  const options = {
    frames: text('1000000'),
    seed: text(`${Date.now() % 2 ** 32}`),
    first: text('0'),
    save: text('fuzz-findings'),
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: [...argv], options });
  return {
    frames: numberOf('frames', values.frames, 1),
    seed: numberOf('seed', values.seed, 0),
    first: numberOf('first', values.first, 0),
    save: values.save,
    json: values.json,
  };
}

function show(result: FuzzResult): string {
  const { frames, framesPerSecond, outcomes, slowestMs, slowestElsewhereMs, growthBytes, findings } = result;
  const lines = Object.entries(outcomes)
    .sort(([, one], [, two]) => two - one)
    .map(([outcome, count]) => `  ${outcome.padEnd(40)} ${count}\n`);
  const shown = findings.map((finding) => `${JSON.stringify(finding, null, 2)}\n`);
  return [
    ...lines,
    ...shown,
    `${frames} frames, ${framesPerSecond} a second; the slowest took ${slowestMs.toFixed(1)} ms (${slowestElsewhereMs.toFixed(1)} ms of those for other roles); memory grew by `,
    `${(growthBytes / 2 ** 20).toFixed(1)} MiB; ${findings.length} findings\n`,
  ].join('');
}

function saveFrame(folder: string, name: string, frame: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), frame);
}

async function run({ frames, seed, first, save, json }: FuzzArguments): Promise<FuzzResult> {
  const say = (text: string) => void process.stderr.write(`fuzz: ${text}\n`);
  say(`seed ${seed}, frames ${first} to ${first + frames - 1}`);
  await selectBackend();
  const chain = recordedChain();
  const target = await createTarget(chain);
  try {
    const result = await fuzz(corpusOf(chain), target, {
      seed,
      first,
      frames,
      hangMs: HANG_MS,
      found: (index, frame) => saveFrame(save, `${seed}-${index}.bin`, frame),
      progress: (done) => say(`${done.frames} of ${frames} frames, ${done.framesPerSecond} a second`),
    });
    process.stdout.write(json ? `${JSON.stringify({ seed, first, ...result })}\n` : show(result));
    return result;
  } finally {
    await target.close();
  }
}

/** The command line. Sets the exit code: 0 nothing found, 1 something found, 2 wrong use. */
export async function main(argv: readonly string[]): Promise<void> {
  let wanted: FuzzArguments;
  try {
    wanted = parsed(argv);
  } catch (error) {
    process.stderr.write(`fuzz: ${(error as Error).message}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const { findings, growthBytes } = await run(wanted);
  process.exitCode = findings.length > 0 || growthBytes > GROWTH_BYTES ? 1 : 0;
}
