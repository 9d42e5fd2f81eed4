import { setImmediate as turn } from 'node:timers/promises';
import type { FrameSocket, FrameSocketEvents, ListenRequest, Transport } from '@salvia/network';

/** A connection to the node, from the side that opened it. */
export interface Line {
  /** What the node has sent since the last call, once it has nothing more to do. */
  received(): Promise<Uint8Array[]>;
  readonly isClosed: boolean;
  send(frame: Uint8Array): void;
  close(): void;
}

/** Turns of the event loop after which a node that waits for nobody has done all that it was going to do. */
const TURNS = 300;

async function quiet(): Promise<void> {
  for (let i = 0; i < TURNS; i++) await turn();
}

/** The node took no line from this address. */
const refused: Line = { received: async () => [], isClosed: true, send: () => undefined, close: () => undefined };

/** Carries frames in this process, between the node and whoever calls `open`; the node itself dials nobody. */
export function createLines(): { readonly transport: Transport; open(host: string): Line } {
  let reception: ListenRequest | null = null;
  const transport: Transport = {
    async listen(request) {
      reception = request;
      return {
        port: request.port,
        close: async () => {
          reception = null;
        },
      };
    },
    dial: async () => {
      throw new Error('the node was told of nobody to dial');
    },
  };
  return {
    transport,
    open(host) {
      if (reception === null) throw new Error('nobody listens');
      const admitted = reception.admit(host);
      if (typeof admitted === 'string') return refused;
      admitted();
      const { socket, line } = createLine(host);
      reception.accept(socket);
      return line;
    },
  };
}

function createLine(host: string): { readonly socket: FrameSocket; readonly line: Line } {
  const fromNode: Uint8Array[] = [];
  const toNode: Uint8Array[] = [];
  let events: FrameSocketEvents | null = null;
  let isClosed = false;
  let isPaused = false;
  let room = Number.POSITIVE_INFINITY;
  let exceeded = (): void => undefined;

  /** One frame a turn, as from a network. */
  function hand(): void {
    const frame = isPaused || isClosed ? undefined : toNode.shift();
    if (frame === undefined) return;
    room -= frame.length;
    if (room < 0) exceeded();
    else events?.onFrame(frame);
    setImmediate(hand);
  }
  function end(): void {
    if (isClosed) return;
    isClosed = true;
    setImmediate(() => events?.onClose());
  }

  const socket: FrameSocket = {
    host,
    certificate: null,
    bufferedAmount: 0,
    get isPaused() {
      return isPaused;
    },
    listen: (listener) => {
      events = listener;
    },
    send(frame, done) {
      if (!isClosed) fromNode.push(frame);
      setImmediate(done);
    },
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
      setImmediate(hand);
    },
    close: end,
    terminate: end,
    limitBytes(bytes, onExceeded) {
      room = bytes;
      exceeded = onExceeded;
      return () => {
        room = Number.POSITIVE_INFINITY;
      };
    },
  };
  const line: Line = {
    async received() {
      await quiet();
      return fromNode.splice(0);
    },
    get isClosed() {
      return isClosed;
    },
    send(frame) {
      toNode.push(frame);
      setImmediate(hand);
    },
    close: end,
  };
  return { socket, line };
}
