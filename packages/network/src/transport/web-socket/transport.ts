import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { systemTimers, type Timers } from '../../timers.ts';
import type { TlsIdentity } from '../../tls/identity.ts';
import { proofOf } from '../../tls/proof.ts';
import type { PeerCertificate, Transport } from '../transport.ts';
import { dial } from './dial.ts';
import { listen } from './listen.ts';

export interface WebSocketOptions {
  /** For TLS in both directions; null or left out: plain `ws`. */
  readonly identity?: TlsIdentity | null;
  readonly timers?: Timers;
}

/** Frames over WebSocket: one binary message each (network 0.1). */
export function webSocketTransport({ identity = null, timers = systemTimers }: WebSocketOptions = {}): Transport {
  const issuer = identity?.authority ?? null;
  const authority = issuer === null ? null : new X509Certificate(issuer);
  const context = {
    identity,
    timers,
    proofOf(line: Socket): PeerCertificate | null {
      const shown = line instanceof TLSSocket ? line.getPeerX509Certificate() : undefined;
      return shown === undefined ? null : proofOf(shown, authority, timers.now());
    },
  };
  return {
    listen: (request) => listen(request, context),
    dial: (request, opened) => dial(request, opened, context),
  };
}
