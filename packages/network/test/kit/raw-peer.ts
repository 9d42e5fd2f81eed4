import {
  type AnyMessage,
  type BodyOf,
  decodeMessage,
  encodeMessage,
  type Handshake,
  type MessageName,
  NodeType,
  PROTOCOL_VERSION,
} from '@salvia/protocol';
import { type ClientOptions, WebSocket } from 'ws';
import type { Server } from '../../src/index.ts';
import { NETWORK_ID } from './servers.ts';

/** A peer without manners: sends any bytes, and looks at what comes back. */
export class RawPeer {
  static readonly #all = new Set<RawPeer>();
  readonly ws: WebSocket;
  readonly frames: Uint8Array[] = [];
  readonly closed: Promise<void>;
  #arrived: () => void = () => undefined;

  private constructor(ws: WebSocket) {
    this.ws = ws;
    RawPeer.#all.add(this);
    ws.on('message', (data) => {
      this.frames.push(new Uint8Array(data as Buffer));
      this.#arrived();
    });
    ws.on('error', () => undefined);
    this.closed = new Promise((resolve) => ws.once('close', () => resolve()));
  }

  /** One that does not read does not notice that it was left. */
  static async terminateAll(): Promise<void> {
    for (const { ws } of RawPeer.#all) ws.terminate();
    RawPeer.#all.clear();
  }

  /** Connects, from a loopback address of its own if it likes; says nothing. With options for TLS, through TLS. */
  static async connect(server: Server, tls: ClientOptions | null = null, from = '127.0.0.1'): Promise<RawPeer> {
    const scheme = tls === null ? 'ws' : 'wss';
    const options = { perMessageDeflate: false, rejectUnauthorized: false, localAddress: from, ...tls };
    const ws = new WebSocket(`${scheme}://127.0.0.1:${server.port}/`, options);
    const peer = new RawPeer(ws);
    await new Promise<void>((resolve) => {
      ws.once('open', () => resolve());
      ws.once('close', () => resolve());
    });
    return peer;
  }

  /** Connects and shakes hands as a peer of that type. */
  static async greet(
    server: Server,
    nodeType: NodeType = NodeType.FULL_NODE,
    nodeId = randomId(),
    from = '127.0.0.1',
  ): Promise<RawPeer> {
    const peer = await RawPeer.connect(server, null, from);
    peer.handshake({ nodeType, nodeId });
    await peer.frame(1);
    peer.say('handshake_ack', {});
    return peer;
  }

  handshake(fields: Partial<Handshake> = {}): void {
    this.say('handshake', {
      networkId: NETWORK_ID,
      version: PROTOCOL_VERSION,
      nodeId: randomId(),
      serverPort: 0,
      nodeType: NodeType.FULL_NODE,
      ...fields,
    });
  }

  say<Name extends MessageName>(name: Name, body: BodyOf<Name>): void {
    this.send(encodeMessage(name, body));
  }

  send(bytes: Uint8Array): void {
    this.ws.send(bytes, { binary: true });
  }

  /** The frame of that index, when it has come. */
  async frame(index: number): Promise<Uint8Array> {
    for (;;) {
      const frame = this.frames[index];
      if (frame !== undefined) return frame;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  /** Messages after the handshake, pings left out, as a peer of type `own` decodes those of `from`. */
  messages(from: NodeType, own: NodeType): AnyMessage[] {
    return this.frames
      .slice(2)
      .map((frame) => decodeMessage(frame, { to: own, from }))
      .filter(({ name }) => name !== 'ping');
  }
}

let ids = 0;
const randomId = (): Uint8Array => {
  ids += 1;
  return new Uint8Array(32).map((_, i) => (i < 4 ? (ids >> (8 * i)) & 255 : 77));
};
