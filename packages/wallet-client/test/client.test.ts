import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createWalletClient, type WalletTransport } from '../src/index.ts';

const big = '18446744073709551615';
const balance = { height: 7, confirmed: big, unconfirmed: '-5', spendable: '0', pendingChange: '1', frozen: '2' };
const transaction = {
  id: `0x${'ab'.repeat(32)}`,
  direction: 'outgoing',
  state: 'pending',
  amount: big,
  fee: '3',
  createdAt: 1,
  confirmedHeight: null,
  reason: null,
  acknowledgements: [],
  inputs: [],
  outputs: [],
};

interface Call {
  readonly method: string;
  readonly path: string;
  readonly sent: unknown;
}

/** Records what is asked and answers the same each time. */
function scripted(answer: unknown): { transport: WalletTransport; calls: Call[] } {
  const calls: Call[] = [];
  const record = (method: string) => async (path: string, sent?: unknown) => {
    calls.push({ method, path, sent });
    return answer;
  };
  return { transport: { get: record('GET'), post: record('POST') }, calls };
}

test('amounts arrive as bigint, above what a double holds and below zero', async () => {
  const { transport } = scripted(balance);
  expect(await createWalletClient(transport).balance()).toEqual({
    height: 7,
    confirmed: 18446744073709551615n,
    unconfirmed: -5n,
    spendable: 0n,
    pendingChange: 1n,
    frozen: 2n,
  });
});

test('amounts leave as decimal text', async () => {
  const { transport, calls } = scripted(transaction);
  const outputs = [{ address: 'txch1q', amount: (1n << 64n) - 1n }];
  expect((await createWalletClient(transport).send({ outputs, fee: 3n })).amount).toBe((1n << 64n) - 1n);
  expect(calls).toEqual([
    { method: 'POST', path: '/send', sent: { outputs: [{ address: 'txch1q', amount: big }], fee: '3' } },
  ]);
});

test('what a query does not say is left out of it', async () => {
  const { transport, calls } = scripted({ coins: [], next: null });
  await createWalletClient(transport).coins({ spendableOnly: true, limit: 5, after: undefined });
  expect(calls).toEqual([{ method: 'GET', path: '/coins', sent: { spendableOnly: 'true', limit: '5' } }]);
});

test.each([
  ['a negative amount', { outputs: [{ address: 'a', amount: -1n }] }],
  ['an amount above 64 bits', { outputs: [{ address: 'a', amount: 1n << 64n }] }],
  ['no output', { outputs: [] }],
  ['a coin name that is too short', { outputs: [{ address: 'a', amount: 1n }], coins: ['0x00'] }],
])('%s is never sent', async (_case, request) => {
  const { transport, calls } = scripted(transaction);
  await expect(createWalletClient(transport).send(request)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(calls).toEqual([]);
});

test('an answer that breaks the schema is refused', async () => {
  const { transport } = scripted({ ...balance, confirmed: 5 });
  await expect(createWalletClient(transport).balance()).rejects.toMatchObject({ code: 'BAD_ANSWER' });
});

let server: Server;
let url: string;
beforeAll(async () => {
  const reply = async (request: IncomingMessage): Promise<[number, string]> => {
    if (request.url === '/rpc/balance') return [200, JSON.stringify(balance)];
    if (request.url === '/rpc/sync') return [200, '<html>'];
    const message = `${request.method} ${request.url} ${await text(request)}`;
    return [422, JSON.stringify({ error: { code: 'NOT_ENOUGH_FUNDS', message } })];
  };
  server = createServer(async (request, response) => {
    const [status, body] = await reply(request);
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('over HTTP, answers and coded errors come through', async () => {
  const client = createWalletClient(url);
  expect((await client.balance()).frozen).toBe(2n);
  await expect(client.cancel({ id: 'cd'.repeat(32) })).rejects.toMatchObject({
    code: 'NOT_ENOUGH_FUNDS',
    message: `POST /rpc/cancel {"id":"${'cd'.repeat(32)}"}`,
  });
  await expect(client.transaction({ id: 'cd'.repeat(32) })).rejects.toMatchObject({
    message: `GET /rpc/transaction?id=${'cd'.repeat(32)} `,
  });
  await expect(client.sync()).rejects.toMatchObject({ code: 'BAD_ANSWER' });
});

test('nobody there is UNREACHABLE', async () => {
  await expect(createWalletClient('http://127.0.0.1:1').balance()).rejects.toMatchObject({ code: 'UNREACHABLE' });
});
