import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createRpcClient } from '../src/index.ts';

/** Answers one question on each connection, and closes it at the next, as a server does whose patience ends just then. */
function impatientServer(): Server {
  const answered = new WeakSet<object>();
  return createServer((request, response) => {
    const { socket } = request;
    if (request.method === 'POST') posts++;
    if (request.method === 'POST' || answered.has(socket)) return void socket.destroy();
    answered.add(socket);
    response.setHeader('content-type', 'application/json').end('{"height":1}');
  });
}

let posts: number;
let server: Server;
let url: string;
beforeEach(async () => {
  posts = 0;
  server = impatientServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a question is asked once more if the connection that was kept for it is closed at that moment', async () => {
  const client = createRpcClient(url);
  for (let round = 0; round < 3; round++) expect(await client.state()).toEqual({ height: 1 });
});

test('what changes something is never sent twice', async () => {
  await expect(createRpcClient(url).post('/send', {})).rejects.toMatchObject({ code: 'UNREACHABLE' });
  expect(posts).toBe(1);
});
