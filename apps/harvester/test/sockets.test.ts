import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, newIdentity, type Server } from '@salvia/network';
import { verifyProof } from '@salvia/proof-of-space';
import { type BodyOf, Delivery, type Handlers, NodeType, out } from '@salvia/protocol';
import { createRpcClient, type RunningService, startService } from '@salvia/service';
import { writeNetworkFile } from '@salvia/testkit';
import { harvester } from '../src/index.ts';
import { challengeWithProof, farmerOf, makePlot } from './support/real-plot.ts';
import { recordingLog } from './support/state.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-harvester-'));
const original = join(folder, 'original');
const alice = farmerOf('alice');
const network = writeNetworkFile(join(folder, 'network.json'), { NUMBER_ZERO_BITS_CHALLENGE_SIG: 0 });
let plot: Awaited<ReturnType<typeof makePlot>>;
let challengeHash: Uint8Array;
let service: RunningService;
let farmer: Server;
let onProof: (proof: BodyOf<'respond_proof_of_space'>) => void = () => {};

/** The farmer's side: asks for the proof of every quality that it is told, and hands the first one to the test. */
const farmerSide: Handlers<typeof NodeType.FARMER> = {
  async *challenge_response({ challengeHash: hash, plotId, responseNumber }) {
    yield out('request_proof_of_space', NodeType.HARVESTER, Delivery.RESPOND, {
      challengeHash: hash,
      plotId,
      responseNumber,
    });
  },
  async *respond_proof_of_space(body) {
    onProof(body);
  },
  async *respond_signature() {},
  async *proof_of_space_finalized() {},
  async *proof_of_space_arrived() {},
  async *proof_of_time_rate() {},
  async *header_hash() {},
};

beforeAll(async () => {
  plot = await makePlot(original, alice, 'one');
  challengeHash = await challengeWithProof(original);
  mkdirSync(join(folder, 'plots'));
  farmer = createServer({
    nodeType: NodeType.FARMER,
    identity: await newIdentity('farmer'),
    networkId: network.networkId,
    host: '127.0.0.1',
    port: 0,
    insecure: false,
    handlers: farmerSide,
    onConnect: async function* () {
      const keys = { farmerPublicKeys: [alice.farmerPublicKey], poolPublicKeys: [alice.poolPublicKey] };
      yield out('harvester_handshake', NodeType.HARVESTER, Delivery.RESPOND, keys);
      yield out('new_challenge', NodeType.HARVESTER, Delivery.RESPOND, { challengeHash });
    },
    log: recordingLog([]),
  });
  await farmer.start();
  const config = harvester.schema.parse({
    network: join(folder, 'network.json'),
    dataDir: join(folder, 'data'),
    port: 0,
    rpcPort: 0,
    farmers: `127.0.0.1:${farmer.port}`,
    plotDirectories: [join(folder, 'plots')],
    scanSeconds: 0.1,
  });
  service = await startService(harvester, config, recordingLog([]), () => {});
}, 120_000);

afterAll(async () => {
  await service?.stop();
  await farmer?.stop();
  rmSync(folder, { recursive: true });
});

test('a plot that comes after its challenge is found, looked up and proven, all by itself', async () => {
  const proven = new Promise<BodyOf<'respond_proof_of_space'>>((resolve) => {
    onProof = resolve;
  });
  const path = join(folder, 'plots', 'late.plot');
  copyFileSync(original, path);
  const { plotId, proof } = await proven;
  expect(plotId).toBe(path);
  expect(proof).toMatchObject({ challengeHash, plotPublicKey: plot.plotPublicKey });
  expect(verifyProof({ plotId: plot.plotId, k: 18, challenge: challengeHash, proof: proof.proof })).not.toBeNull();

  const client = createRpcClient(service.rpcUrl);
  const state = await client.state();
  expect(state).toMatchObject({ plots: { count: 1, list: [{ path, k: 18 }] }, challenges: 1, failedPlots: [] });
  expect(JSON.stringify(state)).not.toMatch(/secret/i);
  expect(await client.connections()).toEqual([expect.objectContaining({ type: 'FARMER', outbound: true })]);
  expect((await client.metrics()).get('salvia_harvester_plots')).toBe(1);
});
