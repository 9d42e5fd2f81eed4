import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDownload, type Download, type PeerId } from '../../src/sync/download.ts';
import { createHandTimers, type HandTimers } from '../support/hand-timers.ts';

/** What a peer does with a request. */
type Deed = 'answer' | 'silence' | 'late' | 'refuse' | 'garbage' | 'twice' | 'other height' | 'leave';

/** A peer's deeds, one request after the other and again from the first one. */
interface Script {
  readonly deeds: readonly Deed[];
  readonly delayMs: number;
  readonly joinsAfterMs: number;
}

const limits = { window: 12, perPeer: 3, timeoutMs: 15_000, hurryMs: 2000, maxFailures: 3 };
const honest: Script = { deeds: ['answer'], delayMs: 200, joinsAfterMs: 0 };

const script = fc.record<Script>({
  deeds: fc.array(
    fc.constantFrom<Deed>('answer', 'silence', 'late', 'refuse', 'garbage', 'twice', 'other height', 'leave'),
    { minLength: 1, maxLength: 6 },
  ),
  delayMs: fc.integer({ min: 0, max: 5000 }),
  joinsAfterMs: fc.integer({ min: 0, max: 20_000 }),
});

interface Scenario {
  readonly from: number;
  readonly length: number;
  readonly stored: readonly number[];
  readonly scripts: readonly Script[];
  readonly choices: readonly number[];
}

const scenario = fc.record<Scenario>({
  from: fc.integer({ min: 1, max: 1000 }),
  length: fc.integer({ min: 1, max: 40 }),
  stored: fc.array(fc.integer({ min: 0, max: 39 }), { maxLength: 10 }),
  scripts: fc.array(script, { maxLength: 4 }),
  choices: fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 }),
});

const good = (height: number): string => `good ${height}`;

/** A download from peers that follow their scripts; the first one is honest. */
class World {
  readonly timers: HandTimers = createHandTimers();
  /** Good items, in the order in which the consumer accepted them. */
  readonly accepted: number[] = [];
  /** What went wrong with the promises of the download. */
  readonly broken: string[] = [];
  readonly #scripts: readonly Script[];
  readonly #from: number;
  readonly #to: number;
  readonly #flights = new Map<PeerId, Map<number, object>>();
  readonly #asked = new Map<PeerId, number>();
  readonly #failures = new Map<PeerId, number>();
  readonly #gone = new Set<PeerId>();
  #validated: number;
  #choice = 0;
  readonly download: Download<string>;

  constructor({ from, length, stored, scripts, choices }: Scenario) {
    this.#from = from;
    this.#to = from + length - 1;
    this.#validated = from - 1;
    this.#scripts = [honest, ...scripts];
    this.download = createDownload<string>({
      from,
      to: this.#to,
      limits,
      request: (height, peer) => this.#requested(height, peer),
      stored: (height) => (stored.includes(height - from) ? good(height) : null),
      timers: this.timers,
      random: () => (choices[this.#choice++ % choices.length] as number) / 1000,
    });
    for (const [index, { joinsAfterMs }] of this.#scripts.entries())
      this.timers.after(joinsAfterMs, () => this.download.peerJoined(`${index}`));
  }

  #requested(height: number, peer: PeerId): void {
    const flights = this.#flights.get(peer) ?? new Map<number, object>();
    const flight = {};
    this.#flights.set(peer, flights.set(height, flight));
    if ((this.#failures.get(peer) ?? 0) >= limits.maxFailures) this.broken.push(`${peer} is asked after its failures`);
    if (this.#gone.has(peer)) this.broken.push(`${peer} is asked although it left`);
    if (flights.size > limits.perPeer) this.broken.push(`${peer} has ${flights.size} requests in flight`);
    if (height < this.#from || height > this.#to) this.broken.push(`height ${height} is asked for`);
    if (height > this.#validated + limits.window) this.broken.push(`${height} is outside of the window`);
    const { deeds, delayMs } = this.#scripts[Number(peer)] as Script;
    const number = this.#asked.get(peer) ?? 0;
    this.#asked.set(peer, number + 1);
    this.timers.after(limits.timeoutMs, () => {
      if (flights.get(height) !== flight) return;
      flights.delete(height);
      // The download may take a moment to see it.
      this.timers.after(1000, () => this.#fails(peer));
    });
    this.#act(deeds[number % deeds.length] as Deed, peer, height, delayMs);
  }

  #act(deed: Deed, peer: PeerId, height: number, delayMs: number): void {
    const { download, timers } = this;
    const answer = (item: string, at = height) => {
      this.#flights.get(peer)?.delete(at);
      return download.answered(peer, at, item);
    };
    const deeds: Readonly<Record<Deed, () => void>> = {
      answer: () => answer(good(height)),
      silence: () => undefined,
      late: () => timers.after(limits.timeoutMs + 1000, () => answer(good(height))),
      refuse: () => {
        this.#flights.get(peer)?.delete(height);
        this.#fails(peer);
        download.rejected(peer, height);
      },
      garbage: () => answer('garbage'),
      twice: () => {
        answer(good(height));
        if (answer('garbage') !== 'UNASKED') this.broken.push('a second answer was used');
      },
      'other height': () => {
        const isAsked = this.#flights.get(peer)?.has(height + 1);
        if (!isAsked && download.answered(peer, height + 1000, 'garbage') !== 'UNASKED')
          this.broken.push('an answer to no question was used');
      },
      leave: () => {
        this.#flights.get(peer)?.clear();
        this.#gone.add(peer);
        download.peerLeft(peer);
      },
    };
    timers.after(delayMs, deeds[deed]);
  }

  #fails(peer: PeerId): void {
    this.#failures.set(peer, (this.#failures.get(peer) ?? 0) + 1);
  }

  /** Takes items until the last one, and has bad ones fetched again. */
  async consume(): Promise<void> {
    for (let served = await this.download.next(); served !== null; served = await this.download.next()) {
      const { height, item, peer } = served;
      if (item !== good(height)) {
        this.#fails(peer as PeerId);
        this.download.retry(height);
        continue;
      }
      this.accepted.push(height);
      this.#validated = height;
      this.download.advance(height);
    }
  }
}

describe('a download of which one peer is honest', () => {
  test('delivers each item once and in order, keeps its bounds, and leaves no timer', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const world = new World(given);
        const consuming = world.consume();
        await world.timers.pass(20_000 + given.length * 60_000);
        expect(world.accepted).toEqual(Array.from({ length: given.length }, (_, index) => given.from + index));
        await consuming;
        expect(world.broken).toEqual([]);
        await world.timers.pass(60_000);
        expect(world.timers.planned).toBe(0);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
