import type { Timers } from '@salvia/network';
import type { SeededRandom } from '../seeded-random.ts';
import type { Trace } from '../trace.ts';
import type { LinkQuality } from './links.ts';
import { Pipe } from './pipe.ts';
import { SimulatedSocket } from './socket.ts';

/** One end, as the network knows it. */
export interface EndOptions {
  readonly name: string;
  readonly host: string;
  readonly nodeId: Uint8Array | null;
  readonly maxFrameBytes: number;
}

export interface ConnectionOptions {
  readonly label: string;
  readonly dialler: EndOptions;
  readonly listener: EndOptions;
  readonly quality: LinkQuality;
  readonly timers: Timers;
  readonly trace: Trace;
  randomOf(direction: string): SeededRandom;
  isCut(): boolean;
  /** Both ends are gone. */
  ended(): void;
}

/** Two sockets and what is between them. */
export interface Connection {
  readonly names: readonly [string, string];
  readonly dialler: SimulatedSocket;
  readonly listener: SimulatedSocket;
  /** Breaks it for both ends at once. */
  break(): void;
  /** The barriers have changed. */
  retry(): void;
}

export function connect(options: ConnectionOptions): Connection {
  const { label, dialler, listener, quality, timers, trace, isCut } = options;
  const resets = new Set<() => void>();
  let ends = 2;

  const pipe = (direction: string): Pipe =>
    new Pipe({ timers, quality, isCut, random: options.randomOf(direction), broken: () => breakBoth() });

  const [there, back] = [pipe('there'), pipe('back')];

  function note(direction: string): (kind: 'frame' | 'gone', frame?: Uint8Array) => void {
    return (kind, frame) => {
      trace.note(kind, `${label} ${direction}`, frame);
      if (kind !== 'gone') return;
      ends -= 1;
      if (ends === 0) options.ended();
    };
  }

  /** The news of an end at once does not pass a barrier either. */
  function tell(other: () => SimulatedSocket): void {
    timers.after(quality.latencyMs, () => {
      if (isCut()) resets.add(() => other().wasReset());
      else other().wasReset();
    });
  }

  const far: SimulatedSocket = new SimulatedSocket({
    host: dialler.host,
    certificate: dialler.nodeId && { nodeId: dialler.nodeId, trusted: false },
    maxFrameBytes: listener.maxFrameBytes,
    timers,
    incoming: there,
    outgoing: back,
    reset: () => tell(() => near),
    note: note('there'),
  });
  const near: SimulatedSocket = new SimulatedSocket({
    host: listener.host,
    certificate: listener.nodeId && { nodeId: listener.nodeId, trusted: false },
    maxFrameBytes: dialler.maxFrameBytes,
    timers,
    incoming: back,
    outgoing: there,
    reset: () => tell(() => far),
    note: note('back'),
  });

  function breakBoth(): void {
    near.wasBroken();
    far.wasBroken();
  }

  return {
    names: [dialler.name, listener.name],
    dialler: near,
    listener: far,
    break: breakBoth,
    retry() {
      if (isCut()) return;
      for (const pipe of [there, back]) pipe.retry();
      for (const reset of resets) timers.after(quality.latencyMs, reset);
      resets.clear();
    },
  };
}
