import { concatBytes } from '@noble/hashes/utils.js';
import { type Codec, StreamableError } from '@salvia/streamable';
import { ITEMS, MAX_FRAME_BYTES } from './catalogue/caps.ts';
import {
  type AnyMessage,
  type BodyOf,
  catalogue,
  isMessageName,
  isRouted,
  largestFrame,
  type MessageName,
  messageNames,
} from './catalogue/index.ts';
import { readValue } from './cbor-decode.ts';
import { cborSize, encodeCbor, writeCbor } from './cbor-encode.ts';
import { CborWalker } from './cbor-item.ts';
import { ProtocolError } from './errors.ts';
import type { NodeType } from './roles.ts';

/** A frame taken apart, its payload not yet decoded. */
interface Envelope {
  readonly name: string;
  readonly payload: Uint8Array;
}

/**
 * Reads `{"f": name, "d": payload}`; the order of keys does not matter, and further keys are ignored (network 0.3).
 * `onName` may refuse the function before the payload, which mostly follows it, is looked at.
 */
export function readEnvelope(frame: Uint8Array, onName: (name: string) => void = () => {}): Envelope {
  if (frame.length > MAX_FRAME_BYTES) throw new ProtocolError('FRAME_TOO_LARGE', { bytes: frame.length });
  // Who puts the payload first has it passed over before it is known what it belongs to.
  const walker = new CborWalker(frame, ITEMS.LIST);
  let name: string | null = null;
  let payload: Uint8Array | null = null;
  walker.eachEntry(walker.mapHead(), 1, (key) => {
    const start = walker.offset;
    if (key === 'f') {
      name = walker.text();
      onName(name);
      if (isMessageName(name)) walker.limitItems(catalogue[name].maxItems);
      return;
    }
    walker.skip(1);
    if (key === 'd') payload = frame.subarray(start, walker.offset);
  });
  if (!walker.atEnd) throw new ProtocolError('MALFORMED_FRAME', { reason: 'trailing bytes', offset: walker.offset });
  if (name === null || payload === null) throw new ProtocolError('MALFORMED_FRAME', { reason: 'no f or no d' });
  return { name, payload };
}

/** What a frame starts with, up to the payload: a map of two, `f` with its name, and the key `d`. */
const headOf = (name: MessageName): Uint8Array =>
  concatBytes(Uint8Array.of(0xa2), encodeCbor('f'), encodeCbor(name), encodeCbor('d'));

const heads: ReadonlyMap<string, Uint8Array> = new Map(messageNames.map((name) => [name, headOf(name)]));

/** The frame of a message: CBOR of the map with `f` and `d` (network 0.1). */
export function encodeMessage<Name extends MessageName>(name: Name, body: BodyOf<Name>): Uint8Array {
  const codec = catalogue[name].body as unknown as Codec<BodyOf<Name>>;
  const head = heads.get(name) as Uint8Array;
  const payload = codec.toWire?.(body) ?? codec.toCbor(body);
  const frame = new Uint8Array(head.length + cborSize(payload));
  frame.set(head);
  writeCbor(frame, head.length, payload);
  return frame;
}

/** Who reads the frame, and from whom. */
export interface DecodeContext {
  /** Our role. */
  readonly to: NodeType;
  /** The peer's role; null until its handshake is complete, when nothing but a handshake may come. */
  readonly from: NodeType | null;
  /** Under `mainnet` coin rules a program that is not its shortest encoding is INVALID_COIN_SOLUTION (coins.md). */
  readonly shortestPrograms?: boolean;
  /** Nobody changes the frame any more: large byte strings of the message may be views of it. */
  readonly constant?: boolean;
}

/** Refuses a function that does not exist, that may not come from that role, or whose frame is too large. */
function checkFunction(name: string, bytes: number, { to, from }: DecodeContext): asserts name is MessageName {
  if (!isMessageName(name)) throw new ProtocolError('INVALID_PROTOCOL_MESSAGE', { function: name.slice(0, 64) });
  const opens = catalogue[name].taker === 'handshake';
  const allowed = from === null ? opens : !opens && isRouted(name, from, to);
  if (!allowed) throw new ProtocolError('FUNCTION_NOT_ALLOWED', { function: name, from, to });
  if (bytes > catalogue[name].maxBytes) throw new ProtocolError('FRAME_TOO_LARGE', { function: name, bytes });
}

function bodyError(name: MessageName, error: unknown): unknown {
  if (!(error instanceof StreamableError)) return error;
  const code = error.code === 'NOT_SHORTEST' ? 'INVALID_COIN_SOLUTION' : 'INVALID_BODY';
  return new ProtocolError(code, { function: name, field: error.path, problem: error.code, detail: error.detail });
}

/**
 * Reads a frame that a peer sent. Throws a ProtocolError: MALFORMED_FRAME, INVALID_PROTOCOL_MESSAGE (no such
 * function), FUNCTION_NOT_ALLOWED (not from that role to this), FRAME_TOO_LARGE, INVALID_BODY, INVALID_COIN_SOLUTION.
 * Nothing of the payload is decoded before function, roles and size are known to be right, and a frame above all caps
 * between the two roles is not even looked at.
 */
export function decodeMessage(frame: Uint8Array, context: DecodeContext): AnyMessage {
  const largest = largestFrame(context.to, context.from);
  if (frame.length > largest) throw new ProtocolError('FRAME_TOO_LARGE', { bytes: frame.length, allowed: largest });
  const check: (name: string) => asserts name is MessageName = (name) => checkFunction(name, frame.length, context);
  const { name, payload } = readEnvelope(frame, check);
  check(name);
  const { body } = catalogue[name];
  try {
    const options = { shortestPrograms: context.shortestPrograms === true, constant: context.constant === true };
    return { name, body: body.fromCbor(readValue(payload), options) } as AnyMessage;
  } catch (error) {
    throw bodyError(name, error);
  }
}
