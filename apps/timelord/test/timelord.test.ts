import { afterEach, describe, expect, test } from '@jest/globals';
import { scheme, VdfError } from '@salvia/proof-of-time';
import { Delivery, NodeType, type OutboundMessage, type Peer } from '@salvia/protocol';
import { createCrew } from '../src/crew.ts';
import { takeFailure, takeProgress, takeProof } from '../src/events.ts';
import { timelordHandlers } from '../src/handlers/index.ts';
import { createWorkBook } from '../src/index.ts';
import { createProofStore, emptyProgress, emptyTally, followPlan, type TimelordState } from '../src/state.ts';
import { createTipFilter } from '../src/work/tip-filter.ts';
import { hash, PATIENCE_MS } from './support.ts';

const bits = 256;
const peer: Peer = { nodeId: hash('node'), nodeType: NodeType.FULL_NODE, host: '127.0.0.1', port: 1, outbound: true };
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

async function collect(messages: AsyncIterable<OutboundMessage>): Promise<OutboundMessage[]> {
  const all: OutboundMessage[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

/** A state whose workers only note what they are told. */
function withoutThreads(workers = 1) {
  const told: unknown[] = [];
  const state: TimelordState = {
    book: createWorkBook({ workers, patienceMs: PATIENCE_MS }),
    crew: {
      assign: (worker, challenge) => told.push(['assign', worker, challenge && [...challenge.pending]]),
      addTarget: (worker, iterations) => told.push(['target', worker, iterations]),
    },
    proofs: createProofStore(),
    concerns: createTipFilter(),
    progress: emptyProgress(workers),
    tally: emptyTally(),
    nowMs: () => 1000,
    log: quiet,
  };
  return { state, told, handlers: timelordHandlers(state) };
}

const start = (name: string, weight: bigint) => ({ challengeHash: hash(name), weight });
const info = (name: string, iterationsNeeded: bigint) => ({ challengeHash: hash(name), iterationsNeeded });
const finished = (name: string, iterations: bigint, valid = true) => ({
  challenge: hash(name),
  iterations,
  output: { a: 2n, b: 1n },
  witnessType: 0,
  witness: new Uint8Array(100),
  valid,
});

describe('handlers', () => {
  test('begin on a challenge, and pass on what is wanted of it', async () => {
    const { handlers, told } = withoutThreads();
    await collect(handlers.proof_of_space_info(info('a', 50n), peer));
    await collect(handlers.challenge_start(start('a', 1n), peer));
    await collect(handlers.proof_of_space_info(info('a', 70n), peer));
    await collect(handlers.proof_of_space_info(info('a', 70n), peer));
    expect(told).toEqual([
      ['assign', 0, [50n]],
      ['target', 0, 70n],
    ]);
  });

  test('ignore what is asked of sanitizers: the challenge of a block long in the chain of that full node', async () => {
    const { handlers, state } = withoutThreads();
    for (const weight of [12n, 13n, 14n]) await collect(handlers.challenge_start(start(`${weight}`, weight), peer));
    await collect(handlers.challenge_start(start('old', 11n), peer));
    await collect(handlers.proof_of_space_info(info('old', 50n), peer));
    await collect(handlers.challenge_start(start('fork', 12n), peer));
    const known = [...state.book.active, ...state.book.queued].map((challenge) => challenge?.weight);
    expect(known.toSorted()).toEqual([12n, 12n, 13n, 14n]);
  });

  test('take the tips of a full node that is behind others, or was', async () => {
    const { handlers, state } = withoutThreads();
    for (const weight of [12n, 13n, 14n]) await collect(handlers.challenge_start(start(`${weight}`, weight), peer));
    await collect(handlers.challenge_start(start('behind', 5n), { ...peer, nodeId: hash('other') }));
    await collect(handlers.challenge_start(start('began anew', 1n), { ...peer }));
    expect(state.book.queued.map(({ weight }) => weight)).toEqual(expect.arrayContaining([5n, 1n]));
  });

  test('ignore iterations that no engine can do', async () => {
    const { handlers, state, told } = withoutThreads();
    await collect(handlers.challenge_start(start('a', 1n), peer));
    await collect(handlers.proof_of_space_info(info('a', 0n), peer));
    await collect(handlers.proof_of_space_info(info('a', 2n ** 64n - 1n), peer));
    expect(told).toEqual([['assign', 0, []]]);
    expect(state.book.active[0]?.pending.size).toBe(0);
  });

  test('answer with a proof that was sent before', async () => {
    const { handlers, state } = withoutThreads();
    await collect(handlers.challenge_start(start('a', 1n), peer));
    await collect(handlers.proof_of_space_info(info('a', 50n), peer));
    const [sent] = takeProof(state, 0, finished('a', 50n));
    const [answer, ...rest] = await collect(handlers.proof_of_space_info(info('a', 50n), peer));
    expect(rest).toEqual([]);
    expect(answer).toEqual({ ...sent, delivery: Delivery.RESPOND });
    expect(state.tally.repeatedProofs).toBe(1);
  });
});

describe('events', () => {
  test('a proof goes to every full node', async () => {
    const { handlers, state } = withoutThreads();
    await collect(handlers.challenge_start(start('a', 1n), peer));
    await collect(handlers.proof_of_space_info(info('a', 50n), peer));
    const { challenge: challengeHash, iterations, valid: _, ...proof } = finished('a', 50n);
    expect(takeProof(state, 0, finished('a', 50n))).toEqual([
      {
        name: 'proof_of_time_finished',
        to: NodeType.FULL_NODE,
        delivery: Delivery.BROADCAST,
        body: { proof: { challengeHash, numberOfIterations: iterations, ...proof } },
      },
    ]);
    expect(state.tally).toEqual({ proofs: 1, invalidProofs: 0, repeatedProofs: 0, failedWorkers: 0 });
  });

  test('a wrong proof is dropped', async () => {
    const { handlers, state } = withoutThreads();
    await collect(handlers.challenge_start(start('a', 1n), peer));
    await collect(handlers.proof_of_space_info(info('a', 50n), peer));
    expect(takeProof(state, 0, finished('a', 50n, false))).toEqual([]);
    expect(state.proofs.get(hash('a'), 50n)).toBeUndefined();
    expect(state.book.active[0]?.pending.size).toBe(0);
    expect(state.tally.invalidProofs).toBe(1);
  });

  test('the challenge of a worker that failed is begun again', async () => {
    const { handlers, state, told } = withoutThreads();
    await collect(handlers.challenge_start(start('a', 1n), peer));
    takeProgress(state, 0, { challenge: hash('a'), iterations: 10n, ips: 7 });
    expect(state.progress).toEqual([{ iterations: 10n, ips: 7 }]);
    takeFailure(state, 0, new VdfError('WORKER_FAILED', { reason: 'test' }));
    expect(told).toEqual([
      ['assign', 0, []],
      ['assign', 0, []],
    ]);
    expect(state.progress).toEqual([{ iterations: 0n, ips: 0 }]);
  });
});

describe('with threads', () => {
  const crews: { stop(): Promise<void> }[] = [];
  afterEach(() => Promise.all(crews.splice(0).map((crew) => crew.stop())));

  test('challenges in, proofs out, the heavier first', async () => {
    const vdf = scheme('chiavdf');
    const sent: OutboundMessage[] = [];
    let wake = () => {};
    const crew = createCrew({
      scheme: 'chiavdf',
      discriminantBits: bits,
      workers: 1,
      segments: 2,
      storedPowers: 1024,
      onProof(worker, proof) {
        sent.push(...takeProof(state, worker, proof));
        wake();
      },
      onProgress: (worker, progress) => takeProgress(state, worker, progress),
      onFailure: (worker, error) => takeFailure(state, worker, error),
      onFatal: (error) => {
        throw error;
      },
    });
    crews.push(crew);
    const { state: base } = withoutThreads();
    const state: TimelordState = { ...base, crew };
    const handlers = timelordHandlers(state);
    crew.start();
    await collect(handlers.challenge_start(start('light', 1n), peer));
    await collect(handlers.proof_of_space_info(info('light', 100_000_000n), peer));
    await collect(handlers.challenge_start(start('heavy', 2n), peer));
    for (const iterations of [900n, 400n, 2000n]) {
      await collect(handlers.proof_of_space_info(info('heavy', iterations), peer));
    }
    while (sent.length < 3) await new Promise<void>((resolve) => (wake = resolve));
    followPlan(state);
    expect(state.book.bestWeight).toBe(2n);
    expect(state.book.active).toEqual([null]);
    for (const message of sent) {
      if (message.name !== 'proof_of_time_finished') throw new Error('another message');
      const { challengeHash, numberOfIterations, ...proof } = message.body.proof;
      expect(challengeHash).toEqual(hash('heavy'));
      expect(proof.witnessType).toBe(1);
      const claim = { discriminantBits: bits, challenge: challengeHash, iterations: numberOfIterations, ...proof };
      expect(vdf.verify(claim)).toBe(true);
    }
  });
});
