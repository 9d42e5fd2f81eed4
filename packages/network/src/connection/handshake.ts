import {
  catalogue,
  checkHandshake,
  checkHandshakeAck,
  decodeHandshake,
  type ErrorName,
  encodeMessage,
  type Handshake,
  type HandshakeContext,
  PROTOCOL_VERSION,
  ProtocolError,
} from '@salvia/protocol';
import type { Timers } from '../timers.ts';
import { endedError, type Link } from './link.ts';

/** Room for the frame headers around a handshake and its acknowledgement. */
const FRAMING_BYTES = 64;

/** Our side of a handshake. */
export interface HandshakeRules extends HandshakeContext {
  /** Where we listen; 0 if nobody can dial us. */
  readonly serverPort: number;
  /** Anything else that speaks against this peer. */
  readonly objection: (theirs: Handshake) => ErrorName | null;
  readonly timeoutMs: number;
  readonly timers: Pick<Timers, 'after'>;
  readonly onMessage: (direction: 'in' | 'out', name: 'handshake' | 'handshake_ack', bytes: number) => void;
}

/**
 * Shakes hands (network 1.5, the same on both sides): everything is checked before `accept` makes the peer one of
 * ours, and only then it is acknowledged.
 * @returns what `accept` returned, once the peer has acknowledged too
 * @throws ProtocolError; the caller closes the link
 */
export async function shakeHands<T>(link: Link, rules: HandshakeRules, accept: (theirs: Handshake) => T): Promise<T> {
  const stop = rules.timers.after(rules.timeoutMs, () => link.abort('HANDSHAKE_TIMEOUT'));
  const unlimited = link.limitBytes(catalogue.handshake.maxBytes + FRAMING_BYTES);
  try {
    greet(link, rules);
    const theirs = await receive(link, rules);
    unlimited();
    const accepted = accept(theirs);
    acknowledge(link, rules);
    const ack = await nextFrame(link, 'no acknowledgement');
    checkHandshakeAck(ack);
    rules.onMessage('in', 'handshake_ack', ack.length);
    return accepted;
  } finally {
    stop();
    unlimited();
  }
}

function greet(link: Link, { networkId, nodeId, nodeType, serverPort, onMessage }: HandshakeRules): void {
  const frame = encodeMessage('handshake', { networkId, version: PROTOCOL_VERSION, nodeId, serverPort, nodeType });
  onMessage('out', 'handshake', frame.length);
  link.send(frame);
}

function acknowledge(link: Link, { onMessage }: HandshakeRules): void {
  const frame = encodeMessage('handshake_ack', {});
  onMessage('out', 'handshake_ack', frame.length);
  link.send(frame);
}

async function receive(link: Link, rules: HandshakeRules): Promise<Handshake> {
  const frame = await nextFrame(link, 'no handshake');
  const theirs = decodeHandshake(frame, rules.nodeType);
  rules.onMessage('in', 'handshake', frame.length);
  const problem = checkHandshake(theirs, rules) ?? rules.objection(theirs);
  if (problem !== null) {
    const { networkId, version, nodeType } = theirs;
    throw new ProtocolError(problem, { networkId: networkId.slice(0, 64), version: version.slice(0, 16), nodeType });
  }
  return theirs;
}

async function nextFrame(link: Link, reason: string): Promise<Uint8Array> {
  const frame = await link.next();
  if (frame === null) throw endedError(await link.ended, reason);
  return frame;
}
