import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/**
 * What nobody who speaks WebSocket through `ws` can be faster than: it sends every message back, to its sender or to all.
 * @returns the port
 */
export function bareServer(toAll: boolean): Promise<number> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, maxPayload: 1 << 24 });
  server.on('connection', (ws) => {
    ws.on('message', (data: Buffer) => {
      const targets = toAll ? server.clients : [ws];
      for (const target of targets) target.send(data, { binary: true, compress: false });
    });
    ws.on('error', () => ws.terminate());
  });
  return new Promise((resolve) => server.on('listening', () => resolve((server.address() as AddressInfo).port)));
}
