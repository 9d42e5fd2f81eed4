import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bls } from '@salvia/bls';
import { Delivery, NodeType, type OutboundMessage, PoolTarget, proofOfSpaceHash } from '@salvia/protocol';
import { farmerHandlers } from '../src/handlers/index.ts';
import { onConnect } from '../src/on-connect.ts';
import type { FarmerState } from '../src/state.ts';
import { createPlotOwner, type PlotOwner } from './support/plot-owner.ts';
import { all, peerOf, recordingLog, stateFor } from './support/state.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-farmer-'));
const node = peerOf(NodeType.FULL_NODE, 1);
const harvester = peerOf(NodeType.HARVESTER, 2);
const restarted = peerOf(NodeType.HARVESTER, 3);
const headerData = new Uint8Array(32).fill(8);
let owner: PlotOwner;
let codes: string[] = [];
let state: FarmerState;
let handlers: ReturnType<typeof farmerHandlers>;

beforeAll(async () => {
  owner = await createPlotOwner(join(folder, 'a.plot'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  codes = [];
  state = stateFor(recordingLog(codes));
  handlers = farmerHandlers(state);
});

const tip = (height = 5, challengeHash = owner.challengeHash) => ({
  challengeHash,
  height,
  weight: BigInt(height),
  difficulty: 1n,
});
const announce = (height?: number) => all(handlers.proof_of_space_finalized(tip(height), node));
const answer = (peer = harvester, change = {}) =>
  all(handlers.challenge_response({ ...owner.answer, ...change }, peer));
const prove = (peer = harvester) => all(handlers.respond_proof_of_space(owner.proof, peer));
const posHash = () => proofOfSpaceHash(owner.proof.proof);
const giveHeader = () => all(handlers.header_hash({ posHash: posHash(), headerHash: headerData }, node));
const sign = (change = {}) => all(handlers.respond_signature({ ...owner.sign(headerData), ...change }, harvester));

const outline = (messages: readonly OutboundMessage[]) =>
  messages.map(({ name, to, delivery, nodeId }) => ({ name, to, delivery, ...(nodeId && { nodeId }) }));

describe('from a challenge to a block', () => {
  test('every step, in order', async () => {
    expect(await announce()).toEqual([
      expect.objectContaining({ name: 'new_challenge', to: NodeType.HARVESTER, delivery: Delivery.BROADCAST }),
    ]);
    expect(outline(await answer())).toEqual([
      { name: 'request_proof_of_space', to: NodeType.HARVESTER, delivery: Delivery.RESPOND },
    ]);
    const [request] = await prove();
    if (request?.name !== 'request_header_hash') throw new Error('no request');
    expect(request).toMatchObject({ to: NodeType.FULL_NODE, delivery: Delivery.BROADCAST });
    const { poolTarget, poolTargetSignature } = request.body;
    expect(poolTarget).toEqual({ puzzleHash: state.rewards.poolPuzzleHash, maxHeight: 0 });
    expect(bls().verify(owner.proof.proof.poolPublicKey, PoolTarget.encode(poolTarget), poolTargetSignature)).toBe(
      true,
    );
    expect(request.body.farmerRewardsPuzzleHash).toEqual(state.rewards.farmerPuzzleHash);

    expect(outline(await giveHeader())).toEqual([
      { name: 'request_signature', to: NodeType.HARVESTER, delivery: Delivery.SPECIFIC, nodeId: harvester.nodeId },
    ]);
    const [block] = await sign();
    if (block?.name !== 'header_signature') throw new Error('no signature');
    expect(block).toMatchObject({ to: NodeType.FULL_NODE, delivery: Delivery.SPECIFIC, nodeId: node.nodeId });
    expect(block.body).toMatchObject({ posHash: posHash(), headerHash: headerData });
    expect(bls().verify(owner.plotPublicKey, headerData, block.body.headerSignature)).toBe(true);
    expect(state.tally).toMatchObject({ challenges: 1, answers: 1, proofs: 1, headers: 1, blocksSubmitted: 1 });
  });
});

describe('challenges', () => {
  test('a second announcement asks nobody again, a lighter one neither', async () => {
    await announce(5);
    expect(await announce(5)).toEqual([]);
    const lighter = tip(4, new Uint8Array(32).fill(1));
    expect(await all(handlers.proof_of_space_finalized(lighter, node))).toEqual([]);
  });

  test('the rate of proofs of time is taken over', async () => {
    await all(handlers.proof_of_time_rate({ potEstimateIps: 77n }, node));
    expect(state.pace.ips).toBe(77n);
  });
});

describe('answers', () => {
  test('to an unknown challenge are ignored', async () => {
    expect(await answer()).toEqual([]);
    expect(codes).toEqual(['UNKNOWN_CHALLENGE']);
  });

  test('that are worse than the best are not followed up below height 1000', async () => {
    await announce(5);
    await answer(harvester, { qualityString: new Uint8Array(32).fill(255), plotId: '/better.plot' });
    expect(await answer(harvester, { qualityString: new Uint8Array(32) })).toEqual([]);
  });

  test('are all followed up from height 1000', async () => {
    await announce(1000);
    await answer(harvester, { qualityString: new Uint8Array(32).fill(255), plotId: '/better.plot' });
    expect(outline(await answer(harvester, { qualityString: new Uint8Array(32) }))).toHaveLength(1);
  });

  test('that would take too long are not', async () => {
    const impatient = farmerHandlers({ ...state, propagateSeconds: 1 });
    await announce();
    await all(handlers.proof_of_time_rate({ potEstimateIps: 1n }, node));
    expect(await all(impatient.challenge_response(owner.answer, harvester))).toEqual([]);
    expect(state.challenges.get(owner.challengeHash)?.estimates).toHaveLength(1);
  });

  test('with a plot size that cannot be are the harvester’s fault', async () => {
    await announce();
    await expect(answer(harvester, { plotSize: 3 })).rejects.toMatchObject({ code: 'INVALID_POSPACE' });
  });
});

describe('restarts', () => {
  test('a harvester that comes back before the block is signed is asked again and signs', async () => {
    await announce();
    await answer();
    await prove();
    expect(outline(await answer(restarted))).toEqual([
      { name: 'request_proof_of_space', to: NodeType.HARVESTER, delivery: Delivery.RESPOND },
    ]);
    await prove(restarted);
    expect((await giveHeader())[0]?.nodeId).toEqual(restarted.nodeId);
  });

  test('after it is signed it is not asked again, but it is where signatures come from', async () => {
    await announce();
    await answer();
    await prove();
    await giveHeader();
    await sign();
    expect(await answer(restarted)).toEqual([]);
    expect((await giveHeader())[0]?.nodeId).toEqual(restarted.nodeId);
  });

  test('a full node that comes back gets the best proof again', async () => {
    expect(await all(onConnect(state)(node))).toEqual([]);
    await announce();
    await answer();
    const [first] = await prove();
    const [again] = await all(onConnect(state)(node));
    expect(again).toEqual({ ...first, delivery: Delivery.RESPOND });
  });

  test('a harvester that connects gets keys and current challenges', async () => {
    await announce();
    const [handshake, challenge, ...rest] = await all(onConnect(state)(harvester));
    if (handshake?.name !== 'harvester_handshake') throw new Error('no handshake');
    const [farmerPublicKey, poolPublicKey] = [state.keys.farmer[0]?.publicKey, state.keys.pool[0]?.publicKey];
    expect(handshake.body).toEqual({
      farmerPublicKeys: [farmerPublicKey, poolPublicKey],
      poolPublicKeys: [poolPublicKey],
    });
    expect(challenge).toMatchObject({
      name: 'new_challenge',
      delivery: Delivery.RESPOND,
      body: { challengeHash: owner.challengeHash },
    });
    expect(rest).toEqual([]);
  });
});

describe('what is wrong', () => {
  test('a proof that does not verify cuts the harvester off', async () => {
    await announce();
    const proof = { ...owner.proof.proof, proof: owner.proof.proof.proof.map((byte) => byte ^ 1) };
    const wrong = all(handlers.respond_proof_of_space({ ...owner.proof, proof }, harvester));
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_POSPACE' });
    expect(state.tally.invalidProofs).toBe(1);
  });

  test('so does one that fails the plot filter', async () => {
    await announce();
    const strict = farmerHandlers({ ...state, filterBits: 256 });
    await expect(all(strict.respond_proof_of_space(owner.proof, harvester))).rejects.toMatchObject({
      code: 'INVALID_POSPACE',
    });
  });

  test('a proof for another pool key cannot be farmed', async () => {
    await announce();
    const poor = farmerHandlers({ ...state, keys: { ...state.keys, pool: [] } });
    expect(await all(poor.respond_proof_of_space(owner.proof, harvester))).toEqual([]);
    expect(codes).toContain('NO_POOL_KEY');
  });

  test('a header for an unknown proof and a signature for an unknown header are ignored', async () => {
    expect(await giveHeader()).toEqual([]);
    expect(await sign()).toEqual([]);
    expect(codes).toEqual(['UNKNOWN_PROOF', 'UNKNOWN_HEADER']);
  });

  test('a bad share of the signature cuts the harvester off', async () => {
    await announce();
    await answer();
    await prove();
    await giveHeader();
    const { messageSignature } = owner.sign(new Uint8Array(32).fill(9));
    await expect(sign({ messageSignature })).rejects.toMatchObject({ code: 'INVALID_PLOT_SIGNATURE' });
    await expect(sign({ farmerPk: owner.plotPublicKey })).rejects.toMatchObject({ code: 'INVALID_PLOT_SIGNATURE' });
    expect(state.tally.blocksSubmitted).toBe(0);
  });
});
