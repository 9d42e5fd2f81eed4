/** What a WebSocket frame says of itself, true or not (RFC 6455, 5.2). */
export interface WebSocketFrame {
  /** 0 goes on, 1 text, 2 binary, 9 ping; 2 by default. */
  readonly opcode?: number;
  /** Whether it is the last of its message; yes by default. */
  readonly fin?: boolean;
  /** Reserved bit 1: compressed, where that was agreed upon. */
  readonly compressed?: boolean;
  /** Clients must mask; by default this one does, with zeros. */
  readonly masked?: boolean;
  /** What it claims as its length, in bytes; the payload's by default. */
  readonly claims?: number;
}

const LONG = 127;
const MASK = 0x80;

/** The bytes of a frame, for whoever writes below WebSocket. */
export function webSocketFrame(payload: Uint8Array, says: WebSocketFrame = {}): Uint8Array {
  const { opcode = 2, fin = true, compressed = false, masked = true, claims = payload.length } = says;
  const head = new DataView(new ArrayBuffer(masked ? 14 : 10));
  head.setUint8(0, (fin ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode);
  head.setUint8(1, (masked ? MASK : 0) | LONG);
  head.setBigUint64(2, BigInt(claims));
  const bytes = new Uint8Array(head.byteLength + payload.length);
  bytes.set(new Uint8Array(head.buffer));
  bytes.set(payload, head.byteLength);
  return bytes;
}
