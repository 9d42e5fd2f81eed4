import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bls } from '@salvia/bls';
import { loadKeyFile, saveKeyFile } from '@salvia/keychain';
import { createServer, newIdentity, type Server } from '@salvia/network';
import { type BodyOf, Delivery, type Handlers, NodeType, out, proofOfSpaceHash } from '@salvia/protocol';
import { createRpcClient, type RunningService, startService } from '@salvia/service';
import { writeNetworkFile } from '@salvia/testkit';
import { farmer } from '../src/index.ts';
import { createPlotOwner, MNEMONIC, type PlotOwner } from './support/plot-owner.ts';
import { recordingLog } from './support/state.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-farmer-'));
const network = writeNetworkFile(join(folder, 'network.json'), { NUMBER_ZERO_BITS_CHALLENGE_SIG: 0 });
const headerData = new Uint8Array(32).fill(8);
const parts: { stop(): Promise<unknown> }[] = [];
let owner: PlotOwner;

beforeAll(async () => {
  owner = await createPlotOwner(join(folder, 'a.plot'));
  await saveKeyFile(join(folder, 'keys.json'), { keys: [{ mnemonic: MNEMONIC }] });
}, 120_000);

afterAll(async () => {
  for (const part of parts.reverse()) await part.stop();
  rmSync(folder, { recursive: true });
});

const serverOptions = {
  networkId: network.networkId,
  host: '127.0.0.1',
  port: 0,
  insecure: false,
  log: recordingLog([]),
};

async function started<T extends Server | RunningService>(part: T): Promise<T> {
  if ('start' in part) await part.start();
  parts.push(part);
  return part;
}

/** The harvester's side, over the genuine plot. */
const harvesterSide = (): Handlers<typeof NodeType.HARVESTER> => ({
  async *harvester_handshake() {},
  async *new_challenge({ challengeHash }) {
    if (Buffer.compare(challengeHash, owner.challengeHash) === 0)
      yield out('challenge_response', NodeType.FARMER, Delivery.RESPOND, owner.answer);
  },
  async *request_proof_of_space() {
    yield out('respond_proof_of_space', NodeType.FARMER, Delivery.RESPOND, owner.proof);
  },
  async *request_signature({ message }) {
    yield out('respond_signature', NodeType.FARMER, Delivery.RESPOND, owner.sign(message));
  },
});

test('a challenge of a full node comes back as a signed header', async () => {
  let submitted: (body: BodyOf<'header_signature'>) => void = () => {};
  const block = new Promise<BodyOf<'header_signature'>>((resolve) => {
    submitted = resolve;
  });
  // Only what a farmer sends is ever called.
  const nodeSide = {
    async *request_header_hash({ proofOfSpace }: BodyOf<'request_header_hash'>) {
      const posHash = proofOfSpaceHash(proofOfSpace);
      yield out('header_hash', NodeType.FARMER, Delivery.RESPOND, { posHash, headerHash: headerData });
    },
    async *header_signature(body: BodyOf<'header_signature'>) {
      submitted(body);
    },
  } as unknown as Handlers<typeof NodeType.FULL_NODE>;
  const node = await started(
    createServer({
      ...serverOptions,
      identity: await newIdentity('node'),
      nodeType: NodeType.FULL_NODE,
      handlers: nodeSide,
      onConnect: async function* () {
        const tip = { challengeHash: owner.challengeHash, height: 5, weight: 7n, difficulty: 1n };
        yield out('proof_of_time_rate', NodeType.FARMER, Delivery.RESPOND, { potEstimateIps: 1000n });
        yield out('proof_of_space_finalized', NodeType.FARMER, Delivery.RESPOND, tip);
      },
    }),
  );
  const config = farmer.schema.parse({
    network: join(folder, 'network.json'),
    dataDir: join(folder, 'data'),
    keyFile: join(folder, 'keys.json'),
    port: 0,
    rpcPort: 0,
    fullNodes: `127.0.0.1:${node.port}`,
  });
  const service = await started(await startService(farmer, config, recordingLog([]), () => {}));
  const harvester = await started(
    createServer({
      ...serverOptions,
      identity: await newIdentity('harvester'),
      nodeType: NodeType.HARVESTER,
      handlers: harvesterSide(),
    }),
  );
  harvester.keepConnected([{ host: '127.0.0.1', port: service.ports.port ?? 0, nodeType: NodeType.FARMER }]);

  const { posHash, headerHash, headerSignature } = await block;
  expect(posHash).toEqual(proofOfSpaceHash(owner.proof.proof));
  expect(headerHash).toEqual(headerData);
  expect(bls().verify(owner.plotPublicKey, headerHash, headerSignature)).toBe(true);

  const client = createRpcClient(service.rpcUrl);
  expect(await client.state()).toMatchObject({
    currentWeight: '7',
    iterationsPerSecond: '1000',
    harvesters: 1,
    fullNodes: 1,
    totals: { proofs: 1, blocksSubmitted: 1, invalidProofs: 0 },
  });
  expect((await client.metrics()).get('salvia_farmer_blocks_submitted_total')).toBe(1);
});

test('an encrypted key file is opened by the passphrase of a file, or of the environment', async () => {
  const [keyFile, passphraseFile] = [join(folder, 'sealed.json'), join(folder, 'passphrase')];
  const { keys } = await loadKeyFile(join(folder, 'keys.json'));
  await saveKeyFile(keyFile, { keys }, { passphrase: 'correct horse', sealCost: { n: 1024, r: 8, p: 1 } });
  writeFileSync(passphraseFile, 'correct horse\n');
  const config = (change: object) =>
    farmer.schema.parse({ network: join(folder, 'network.json'), keyFile, port: 0, rpcPort: 0, ...change });
  const start = async (change: object) => startService(farmer, config(change), recordingLog([]), () => {});
  await started(await start({ dataDir: join(folder, 'sealed'), passphraseFile }));
  const refusal = { code: 'BAD_CONFIG', context: { field: 'passphraseFile' } };
  await expect(start({})).rejects.toMatchObject(refusal);
  await expect(start({ passphraseFile: join(folder, 'none') })).rejects.toMatchObject(refusal);
  process.env.SALVIA_FARMER_PASSPHRASE = 'battery staple';
  try {
    await expect(start({})).rejects.toMatchObject(refusal);
  } finally {
    delete process.env.SALVIA_FARMER_PASSPHRASE;
  }
});

test.each([
  ['a key file that is missing', { keyFile: join(folder, 'none.json') }, 'keyFile'],
  ['an address of another network', { farmerRewardAddress: 'xch1qqq' }, 'farmerRewardAddress'],
  ['a pool key that is no point', { poolPublicKeys: ['ff'.repeat(48)] }, 'poolPublicKeys[0]'],
  ['a network file that is missing', { network: join(folder, 'none.json') }, 'network'],
])('%s is a bad configuration', async (_case, change, field) => {
  const base = { network: join(folder, 'network.json'), keyFile: join(folder, 'keys.json'), port: 0, rpcPort: 0 };
  const config = farmer.schema.parse({ ...base, ...change });
  const start = startService(farmer, config, recordingLog([]), () => {});
  await expect(start).rejects.toMatchObject({ code: 'BAD_CONFIG', exitCode: 2, context: { field } });
});
