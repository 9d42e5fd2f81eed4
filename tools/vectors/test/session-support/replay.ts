import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decodeHandshake, encodeMessage, NodeType, readEnvelope } from '@salvia/protocol';
import type { GoldenNode } from './golden-node.ts';
import type { Session } from './shape.ts';

/** What came of one step. */
export interface Seen {
  /** Frames in hex, or their names where their content depends on the moment. */
  readonly received: readonly string[];
  readonly closed: boolean;
}

export interface Replayed {
  readonly steps: readonly Seen[];
  /** Code of the error that ended the connection; null if none did. */
  readonly code: string | null;
}

const nameOf = (frame: Uint8Array): string => readEnvelope(frame).name;

/** The recorded handshakes have these in the place of what the node made up. */
function withoutItsOwn(handshake: Uint8Array): Uint8Array {
  const fields = decodeHandshake(handshake, NodeType.FULL_NODE);
  return encodeMessage('handshake', { ...fields, nodeId: new Uint8Array(32), serverPort: 8444 });
}

/**
 * Frames as they can be compared. Pings come whenever it is time; so does word of peers that nobody asked for. What
 * peers are known, and the speed of the network, depend on the moment.
 */
function shown(frames: readonly Uint8Array[], asked: string | null): string[] {
  return frames.flatMap((frame) => {
    const name = nameOf(frame);
    if (name === 'ping' || (name === 'respond_peers_full_node' && asked !== 'request_peers')) return [];
    if (name === 'proof_of_time_rate' || name === 'respond_peers_full_node') return [name];
    return [bytesToHex(name === 'handshake' ? withoutItsOwn(frame) : frame)];
  });
}

/** The function that a step calls; null if it calls none. */
export function functionIn({ sent }: Session['steps'][number]): string | null {
  try {
    return sent === null ? null : nameOf(hexToBytes(sent));
  } catch {
    return null;
  }
}

/** The reference's side of a session. */
export const recordedSteps = ({ steps }: Session): Seen[] =>
  steps.map((step) => ({
    received: shown(
      step.received.map(({ cbor }) => hexToBytes(cbor)),
      functionIn(step),
    ),
    closed: step.closed,
  }));

/** Sends what a session sent, step by step, from an address of its own. */
export async function replay(node: GoldenNode, { steps }: Session, host: string): Promise<Replayed> {
  const line = node.open(host);
  const seen: Seen[] = [];
  let greeting: Uint8Array = new Uint8Array();
  node.errors.length = 0;
  for (const step of steps) {
    const { sent } = step;
    // A node's own handshake is one with its own id.
    if (sent !== null) line.send(sent.startsWith('handshake') ? greeting : hexToBytes(sent));
    const frames = await line.received();
    if (sent === null) greeting = frames[0] ?? greeting;
    seen.push({ received: shown(frames, functionIn(step)), closed: line.isClosed });
  }
  const code = node.errors.at(-1) ?? null;
  line.close();
  await line.received();
  return { steps: seen, code };
}
