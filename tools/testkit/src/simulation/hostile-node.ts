import { setMaxListeners } from 'node:events';
import type { FrameSocket } from '@salvia/network';
import type { Address } from '@salvia/peer-store';
import { encodeMessage, isMessageName, NodeType, PROTOCOL_VERSION, readEnvelope } from '@salvia/protocol';
import type { HostileScript, HostileStep } from './hostile-script.ts';
import { SimulatedSocket } from './network/socket.ts';
import type { Place, SimulatedNode } from './place.ts';

export interface HostileContext {
  readonly networkId: string;
  /** Where a node of that name is; null while there is none. */
  addressOf(name: string): Address | null;
}

const MAX_FRAME_BYTES = 64 * 1024 * 1024;
const DIAL_TIMEOUT_MS = 10_000;

/** A full node, as far as others can tell at first. It is nothing but a script. */
export function hostileNode(place: Place, script: HostileScript, context: HostileContext): SimulatedNode {
  const { timers, transport, random, nodeId } = place;
  const { steps, answers = {}, againMs } = script;
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // one attempt for each victim
  const live = new Set<FrameSocket>();
  const say = (socket: FrameSocket, frame: Uint8Array): void => socket.send(frame, () => undefined);

  async function follow(socket: FrameSocket, todo: readonly HostileStep[]): Promise<void> {
    for (const step of todo) {
      if (!live.has(socket)) return;
      if ('say' in step) say(socket, encodeMessage(step.say, step.body));
      else if ('noise' in step) say(socket, random.bytes(step.noise));
      else if ('frame' in step) say(socket, step.frame);
      else if ('waitMs' in step) await timers.pause(step.waitMs, ending.signal);
      else if ('hangUp' in step) socket.close();
      else if (socket instanceof SimulatedSocket) socket.sendNonsense();
    }
  }

  /** @returns when the connection is gone */
  function talk(socket: FrameSocket): Promise<void> {
    let frames = 0;
    live.add(socket);
    return new Promise((resolve) => {
      socket.listen({
        onFrame(frame) {
          frames += 1;
          if (frames === 1) say(socket, encodeMessage('handshake_ack', {}));
          else if (frames === 2) void follow(socket, steps);
          else answer(socket, frame);
        },
        onError: () => undefined,
        onClose() {
          live.delete(socket);
          resolve();
        },
      });
      const handshake = { networkId: context.networkId, version: PROTOCOL_VERSION, nodeId, serverPort: place.port };
      say(socket, encodeMessage('handshake', { ...handshake, nodeType: NodeType.FULL_NODE }));
    });
  }

  function answer(socket: FrameSocket, frame: Uint8Array): void {
    const { name } = readEnvelope(frame);
    if (isMessageName(name)) void follow(socket, answers[name] ?? []);
  }

  async function bother(name: string): Promise<void> {
    while (!ending.signal.aborted) {
      const address = context.addressOf(name);
      const request = { maxFrameBytes: MAX_FRAME_BYTES, timeoutMs: DIAL_TIMEOUT_MS, signal: ending.signal };
      if (address !== null) {
        // In an array: a promise must not be awaited before the socket is listened to.
        const reached = transport.dial({ ...address, ...request }, (socket) => [talk(socket)]);
        const [gone] = await reached.catch(() => []);
        await gone;
      }
      await timers.pause(againMs, ending.signal);
    }
  }

  return {
    start: async () => {
      for (const name of script.dials) void bother(name);
    },
    stop: async () => {
      ending.abort();
      for (const socket of live) socket.terminate();
    },
  };
}
