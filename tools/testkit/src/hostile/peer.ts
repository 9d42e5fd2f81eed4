import type { Socket } from 'node:net';
import { newIdentity, type TlsIdentity } from '@salvia/network';
import {
  type AnyMessage,
  type BodyOf,
  decodeMessage,
  encodeMessage,
  type Handshake,
  type MessageName,
  NodeType,
  PROTOCOL_VERSION,
  ProtocolError,
} from '@salvia/protocol';
import { WebSocket } from 'ws';
import { keepLine } from './line.ts';
import type { Stage } from './scenario.ts';

export interface PeerOptions {
  /** What it passes itself off as; a full node by default. */
  readonly nodeType?: NodeType;
  /** By default a new one: ids cost nothing. */
  readonly identity?: TlsIdentity;
  /** Whether it offers permessage-deflate. */
  readonly compression?: boolean;
}

/** Answers a message of the victim; may say nothing. */
export type Answer = (message: AnyMessage, peer: HostilePeer) => void;

const FRAMES_OF_HANDSHAKE = 2;

/** A peer without manners: it says whatever it is told to, in any order. It answers nothing, unless it has an `answer`. */
export class HostilePeer {
  readonly identity: TlsIdentity;
  /** What the victim said after the handshake; for scripts that look back. */
  readonly heard: AnyMessage[] = [];
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  answer: Answer = () => undefined;
  /** Extensions that the victim agreed to. */
  extensions = '';
  readonly #stage: Stage;
  readonly #nodeType: NodeType;
  readonly #ws: WebSocket;
  #line: Socket | null = null;
  #frames = 0;
  #changed: () => void = () => undefined;
  #open = true;

  private constructor(stage: Stage, identity: TlsIdentity, { nodeType, compression }: PeerOptions) {
    const { victim, address } = stage;
    this.#stage = stage;
    this.identity = identity;
    this.#nodeType = nodeType ?? NodeType.FULL_NODE;
    this.#ws = new WebSocket(`wss://127.0.0.1:${victim.port}/`, {
      localAddress: address,
      key: identity.key,
      cert: identity.certificate,
      rejectUnauthorized: false,
      perMessageDeflate: compression ?? false,
    });
    this.#ws.on('upgrade', ({ socket }) => {
      this.#line = keepLine(socket);
    });
    this.#ws.on('error', () => undefined);
    this.#ws.on('message', (data) => this.#receive(new Uint8Array(data as Buffer)));
    this.closed = new Promise((resolve) => {
      this.#ws.once('close', () => {
        this.#open = false;
        this.#changed();
        resolve();
      });
    });
  }

  /** Connects and says nothing; resolves when the WebSocket is open, or was refused. */
  static async connect(stage: Stage, options: PeerOptions = {}): Promise<HostilePeer> {
    const peer = new HostilePeer(stage, options.identity ?? (await newIdentity('peer')), options);
    await new Promise<void>((resolve) => {
      peer.#ws.once('open', () => {
        peer.extensions = peer.#ws.extensions;
        resolve();
      });
      void peer.closed.then(resolve);
    });
    return peer;
  }

  /** Connects and shakes hands as an honest peer would; resolves when that is done, or was refused. */
  static async greet(stage: Stage, options: PeerOptions = {}): Promise<HostilePeer> {
    const peer = await HostilePeer.connect(stage, options);
    peer.handshake();
    await peer.#until(() => peer.#frames >= 1);
    peer.say('handshake_ack', {});
    await peer.#until(() => peer.#frames >= FRAMES_OF_HANDSHAKE);
    return peer;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** The handshake, with other fields if wished. */
  handshake(fields: Partial<Handshake> = {}): void {
    this.say('handshake', {
      networkId: this.#stage.victim.networkId,
      version: PROTOCOL_VERSION,
      nodeId: this.identity.nodeId,
      serverPort: 0,
      nodeType: this.#nodeType,
      ...fields,
    });
  }

  say<Name extends MessageName>(name: Name, body: BodyOf<Name>): void {
    this.send(encodeMessage(name, body));
  }

  /** Sends any bytes as one binary frame. */
  send(frame: Uint8Array): void {
    this.#ws.send(frame, { binary: true }, () => undefined);
  }

  /** Sends text, which no message is. */
  sendText(text: string): void {
    this.#ws.send(text, () => undefined);
  }

  /** Writes below WebSocket; resolves when the victim has taken it, or has ended the line. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#open || this.#line === null || this.#line.destroyed) return resolve();
      this.#line.write(bytes, () => resolve());
    });
  }

  /** Stops reading what the victim says. */
  stopReading(): void {
    this.#ws.pause();
  }

  /** A message of that name that fits, be it there already or not; null if the connection ends without. */
  async hears<Name extends MessageName>(
    name: Name,
    fits: (body: BodyOf<Name>) => boolean = () => true,
  ): Promise<BodyOf<Name> | null> {
    const find = () => this.heard.find((message) => message.name === name && fits(message.body as BodyOf<Name>));
    await this.#until(() => find() !== undefined);
    return (find()?.body as BodyOf<Name> | undefined) ?? null;
  }

  /** Asks for a pong, so that all that was sent before has been read; false if the connection ends without. */
  async isAnswered(nonce: Uint8Array): Promise<boolean> {
    this.say('ping', { nonce });
    const same = (other: Uint8Array) => other.every((byte, index) => byte === nonce[index]);
    return (await this.hears('pong', (pong) => same(pong.nonce))) !== null;
  }

  end(): void {
    this.#ws.terminate();
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (this.#open && !isSo())
      await new Promise<void>((resolve) => {
        const before = this.#changed;
        this.#changed = () => {
          before();
          resolve();
        };
      });
  }

  #receive(frame: Uint8Array): void {
    this.#frames += 1;
    if (this.#frames > FRAMES_OF_HANDSHAKE) {
      const message = this.#decoded(frame);
      if (message !== null) {
        this.heard.push(message);
        this.answer(message, this);
      }
    }
    const changed = this.#changed;
    this.#changed = () => undefined;
    changed();
  }

  #decoded(frame: Uint8Array): AnyMessage | null {
    try {
      return decodeMessage(frame, { to: this.#nodeType, from: this.#stage.victim.nodeType });
    } catch (error) {
      if (error instanceof ProtocolError) return null;
      throw error;
    }
  }
}
