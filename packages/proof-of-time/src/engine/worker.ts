/**
 * The thread of an engine. It works in slices of a few milliseconds and looks at its messages in between. Nothing here
 * decides a result: the clock only says when to pause and how fast it goes.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { scheme } from '../schemes/index.ts';
import { createEvaluator, type Evaluator, type TargetProof } from './evaluator.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';

const SLICE_MS = 10;
/** Steps between two looks at the clock. */
const BATCH = 16;

interface Session {
  id: number;
  challenge: Uint8Array;
  discriminantBits: number;
  evaluator: Evaluator;
  /** Squarings and milliseconds spent on them since the last report. */
  squarings: number;
  squaringMs: number;
  reportAt: number;
}

const settings = workerData as WorkerSettings;
const vdf = scheme(settings.scheme);
let session: Session | null = null;
let scheduled = false;

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** Every proof is verified from its challenge on, by the path that a full node takes, before it is handed out. */
function deliver({ id, challenge, discriminantBits }: Session, proof: TargetProof): void {
  const iterations = BigInt(proof.iterations);
  const valid = vdf.verify({ discriminantBits, challenge, ...proof, iterations });
  post({ type: 'proof', session: id, ...proof, iterations, valid });
}

function report(active: Session, now: number): void {
  if (now < active.reportAt || active.squaringMs === 0) return;
  const ips = Math.round((active.squarings * 1000) / active.squaringMs);
  post({ type: 'progress', session: active.id, iterations: BigInt(active.evaluator.position), ips });
  active.squarings = 0;
  active.squaringMs = 0;
  active.reportAt = now + settings.progressMs;
}

function slice(active: Session): void {
  const { evaluator } = active;
  const end = performance.now() + SLICE_MS;
  let now = performance.now();
  while (now < end) {
    const before = evaluator.position;
    const started = now;
    let proof: TargetProof | null = null;
    for (let i = 0; i < BATCH && proof === null; i++) proof = evaluator.step();
    now = performance.now();
    const done = evaluator.position - before;
    if (done === BATCH) {
      active.squarings += done;
      active.squaringMs += now - started;
    }
    if (proof !== null) {
      deliver(active, proof);
      break;
    }
  }
  report(active, now);
}

function schedule(): void {
  if (scheduled || session === null) return;
  scheduled = true;
  setImmediate(() => {
    scheduled = false;
    if (session !== null) slice(session);
    schedule();
  });
}

function begin({ session: id, challenge, discriminantBits }: Extract<ToWorker, { type: 'start' }>): void {
  const group = vdf.group(challenge, discriminantBits);
  const evaluator = createEvaluator(vdf, group, settings.maxStoredPowers);
  const reportAt = performance.now() + settings.progressMs;
  session = { id, challenge, discriminantBits, evaluator, squarings: 0, squaringMs: 0, reportAt };
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'start') begin(message);
  else if (message.type === 'stop') {
    session = null;
    post({ type: 'stopped', session: message.session });
  } else if (session?.id === message.session) {
    session.evaluator.addTarget({ iterations: Number(message.iterations), segments: message.segments });
  }
  schedule();
});
