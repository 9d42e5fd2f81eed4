import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { concatBytes } from '@noble/hashes/utils.js';
import { BenchError } from '../../errors.ts';

/** First byte of a frame that is a whole binary message; others close the line. */
const MESSAGE = 0x82;
const MASK = Uint8Array.of(1, 2, 3, 4);

/** Head of a WebSocket frame of one binary message (RFC 6455, 5.2): from a client, masked. */
function headOf(bytes: number): Uint8Array {
  const head =
    bytes < 126 ? [MESSAGE, 0x80 | bytes] : bytes < 65_536 ? [MESSAGE, 0xfe, bytes >> 8, bytes & 255] : longHead(bytes);
  return Uint8Array.from([...head, ...MASK]);
}

function longHead(bytes: number): number[] {
  const head = Buffer.alloc(10);
  head.set([MESSAGE, 0xff]);
  head.writeBigUInt64BE(BigInt(bytes), 2);
  return [...head];
}

/** A message as a client puts it on the line. */
export const clientFrame = (message: Uint8Array): Uint8Array =>
  concatBytes(
    headOf(message.length),
    message.map((byte, i) => byte ^ (MASK[i & 3] as number)),
  );

/** Bytes of the head of a server's frame, and of its message; null while too few bytes are there. */
function measure(bytes: Buffer, at: number): { head: number; body: number } | null {
  if (bytes.length < at + 2) return null;
  const short = (bytes[at + 1] as number) & 127;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < at + head) return null;
  if (short === 126) return { head, body: bytes.readUInt16BE(at + 2) };
  return { head, body: short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short };
}

/**
 * The other end of a server under test: a WebSocket that is written to in frames made beforehand, and whose frames are
 * counted and not looked at, so that it is never what a measurement waits for.
 */
export class RawLine {
  /** Messages of the server so far. */
  count = 0;
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of a message under way that are still to come. */
  #missing = 0;
  #wanted = 0;
  #arrived: () => void = () => undefined;
  #lost: (error: Error) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static open(port: number, secure: boolean): Promise<RawLine> {
    return new Promise((resolve, reject) => {
      const to = { host: '127.0.0.1', port, noDelay: true };
      const socket = secure ? connectSecurely({ ...to, rejectUnauthorized: false }) : connect(to);
      const line = new RawLine(socket);
      let head = Buffer.alloc(0);
      const onHead = (chunk: Buffer): void => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        socket.off('data', onHead).on('data', (bytes: Buffer) => line.#take(bytes));
        line.#take(head.subarray(end + 4));
        socket.once('close', () => line.#lost(new BenchError('UNAVAILABLE', 'the server under test hung up')));
        resolve(line);
      };
      socket.on('data', onHead).on('error', reject);
      socket.write(
        `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      );
    });
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Resolves when the server has sent that many messages in all. */
  reaches(count: number): Promise<void> {
    this.#wanted = count;
    return new Promise((resolve, reject) => {
      this.#arrived = resolve;
      this.#lost = reject;
      this.#tell();
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    for (;;) {
      const step = Math.min(this.#missing, bytes.length);
      this.#missing -= step;
      bytes = bytes.subarray(step);
      const next = this.#missing > 0 ? null : measure(bytes, 0);
      if (next === null) break;
      this.#missing = next.body;
      if ((bytes[0] as number) === MESSAGE) this.count += 1;
      bytes = bytes.subarray(next.head);
    }
    this.#rest = bytes;
    if (this.#missing === 0) this.#tell();
  }

  #tell(): void {
    if (this.count >= this.#wanted) this.#arrived();
  }
}
