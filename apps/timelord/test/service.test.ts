import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createServer, newIdentity, type Server } from '@salvia/network';
import { scheme } from '@salvia/proof-of-time';
import { Delivery, type Handlers, NodeType, out, type ProofOfTime } from '@salvia/protocol';
import { createRpcClient, startService } from '@salvia/service';
import { writeNetworkFile } from '@salvia/testkit';
import { timelord, timelordConfig } from '../src/index.ts';
import { hash } from './support.ts';

const bits = 256;
const folder = mkdtempSync(join(tmpdir(), 'salvia-timelord-'));
const network = writeNetworkFile(join(folder, 'network.json'), { DISCRIMINANT_SIZE_BITS: bits });
const log = { debug() {}, info() {}, warn() {}, error() {} };
const parts: { stop(): Promise<unknown> }[] = [];

afterAll(async () => {
  for (const part of parts.reverse()) await part.stop();
  rmSync(folder, { recursive: true });
});

/** A full node that wants one proof of every timelord that connects, and hands on what it gets. */
async function node(port: number, onProof: (proof: ProofOfTime) => void): Promise<Server> {
  const server = createServer({
    nodeType: NodeType.FULL_NODE,
    identity: await newIdentity('node'),
    networkId: network.networkId,
    host: '127.0.0.1',
    port,
    insecure: false,
    log,
    // Only what a timelord sends is ever called.
    handlers: {
      async *proof_of_time_finished({ proof }: { proof: ProofOfTime }) {
        onProof(proof);
      },
    } as unknown as Handlers<typeof NodeType.FULL_NODE>,
    onConnect: async function* () {
      yield out('challenge_start', NodeType.TIMELORD, Delivery.RESPOND, { challengeHash: hash('tip'), weight: 7n });
      yield out('proof_of_space_info', NodeType.TIMELORD, Delivery.RESPOND, {
        challengeHash: hash('tip'),
        iterationsNeeded: 3000n,
      });
    },
  });
  await server.start();
  parts.push(server);
  return server;
}

test('a full node gets its proof, and gets it again when it comes back having lost it', async () => {
  let first: (proof: ProofOfTime) => void = () => {};
  const proved = new Promise<ProofOfTime>((resolve) => (first = resolve));
  const fullNode = await node(0, (proof) => first(proof));
  const { port } = fullNode;

  const config = timelordConfig.parse({
    network: join(folder, 'network.json'),
    dataDir: join(folder, 'data'),
    port: 0,
    rpcPort: 0,
    fullNodes: [{ host: '127.0.0.1', port }],
  });
  const service = await startService(timelord, config, log, (error) => {
    throw error;
  });
  parts.push(service);

  const proof = await proved;
  const { challengeHash, numberOfIterations: iterations, ...rest } = proof;
  expect(challengeHash).toEqual(hash('tip'));
  expect(iterations).toBe(3000n);
  const claim = { discriminantBits: bits, challenge: challengeHash, iterations, ...rest };
  expect(scheme('chiavdf').verify(claim)).toBe(true);

  const state = (await createRpcClient(service.rpcUrl).get('/state')) as Record<string, unknown>;
  expect(state).toMatchObject({
    scheme: 'chiavdf',
    discriminantBits: bits,
    sanitizerMode: false,
    workers: [{ active: { weight: '7', pending: [], submitted: ['3000'] } }],
    queued: [],
    bestWeight: '-1',
    totals: { proofs: 1, invalidProofs: 0, repeatedProofs: 0, failedWorkers: 0 },
  });

  await fullNode.stop();
  let second: (proof: ProofOfTime) => void = () => {};
  const again = new Promise<ProofOfTime>((resolve) => (second = resolve));
  await node(port, (repeated) => second(repeated));
  expect(await again).toEqual(proof);
});
