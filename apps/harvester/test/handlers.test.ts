import { copyFileSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bls } from '@salvia/bls';
import { joinPlotHalves, signPlotHalf } from '@salvia/keychain';
import { verifyProof } from '@salvia/proof-of-space';
import { Delivery, NodeType, type OutboundMessage } from '@salvia/protocol';
import { harvesterHandlers } from '../src/handlers/index.ts';
import { answerOpenChallenges } from '../src/lookups/answer-open.ts';
import type { HarvesterState } from '../src/state.ts';
import { challengeWithProof, farmerOf, makePlot } from './support/real-plot.ts';
import { all, farmerPeer, recordingLog, stateOver } from './support/state.ts';

const store = mkdtempSync(join(tmpdir(), 'salvia-plots-'));
const alice = farmerOf('alice');
const keys = { farmerPublicKeys: [alice.farmerPublicKey], poolPublicKeys: [alice.poolPublicKey] };
const peer = farmerPeer(1);
const original = join(store, 'original');
let plot: Awaited<ReturnType<typeof makePlot>>;
let challengeHash: Uint8Array;
let folder = '';
let codes: string[] = [];
let state: HarvesterState;

beforeAll(async () => {
  plot = await makePlot(original, alice, 'one');
  challengeHash = await challengeWithProof(original);
}, 120_000);
afterAll(() => rmSync(store, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(store, 'farm-'));
  codes = [];
  state = stateOver([folder], recordingLog(codes));
});

afterEach(() => state.library.close());

const addPlot = (name = 'a.plot') => {
  copyFileSync(original, join(folder, name));
  return join(folder, name);
};
const shakeHands = () => all(harvesterHandlers(state).harvester_handshake(keys, peer));
const ask = () => all(harvesterHandlers(state).new_challenge({ challengeHash }, peer));

function responses(messages: readonly OutboundMessage[]) {
  return messages.map((message) => {
    if (message.name !== 'challenge_response') throw new Error(`unexpected ${message.name}`);
    return message;
  });
}

describe('challenges', () => {
  test('one answer per quality, to the farmer that asked', async () => {
    const path = addPlot();
    expect(await shakeHands()).toEqual([]);
    const answers = responses(await ask());
    expect(answers.length).toBeGreaterThan(0);
    for (const [index, { body, to, delivery, nodeId }] of answers.entries()) {
      expect({ to, delivery, nodeId }).toEqual({
        to: NodeType.FARMER,
        delivery: Delivery.SPECIFIC,
        nodeId: peer.nodeId,
      });
      expect(body).toMatchObject({ challengeHash, plotId: path, responseNumber: index, plotSize: 18 });
      expect(body.qualityString).toHaveLength(32);
    }
    expect(state.tally).toMatchObject({ challenges: 1, lookups: 1, qualities: answers.length });
    expect(state.tally.lastChallenge).toMatchObject({ challengeHash, plots: 1, qualities: answers.length });
  });

  test('before the handshake they wait for the keys', async () => {
    addPlot();
    expect(await ask()).toEqual([]);
    expect(responses(await shakeHands()).length).toBeGreaterThan(0);
  });

  test('plots with other keys are not farmed', async () => {
    addPlot();
    const bob = farmerOf('bob');
    const others = { farmerPublicKeys: [bob.farmerPublicKey], poolPublicKeys: [alice.poolPublicKey] };
    await all(harvesterHandlers(state).harvester_handshake(others, peer));
    expect(await ask()).toEqual([]);
    expect(codes).toContain('NO_PLOTS');
  });

  test('the plot filter keeps most plots out', async () => {
    addPlot();
    const strict = { ...state, filterBits: 256 };
    await all(harvesterHandlers(strict).harvester_handshake(keys, peer));
    expect(await all(harvesterHandlers(strict).new_challenge({ challengeHash }, peer))).toEqual([]);
    expect(state.tally.lookups).toBe(0);
  });

  test('a challenge that had too few plots is answered for plots that come later, once', async () => {
    await shakeHands();
    expect(await ask()).toEqual([]);
    const path = addPlot('late.plot');
    expect(await state.library.refresh()).toBe(true);
    const answers = responses(await all(answerOpenChallenges(state)));
    expect(answers[0]?.body).toMatchObject({ challengeHash, plotId: path });
    expect(await all(answerOpenChallenges(state))).toEqual([]);
  });

  test('asked again, everything is answered again', async () => {
    addPlot();
    await shakeHands();
    const first = await ask();
    expect(await ask()).toEqual(first);
  });
});

describe('proofs and signatures', () => {
  test('a quality leads to a proof that verifies, and its signature joins the farmer’s', async () => {
    addPlot();
    await shakeHands();
    const [answer] = responses(await ask());
    if (!answer) throw new Error('no answer');
    const { plotId, responseNumber, qualityString } = answer.body;
    const handlers = harvesterHandlers(state);
    const [response] = await all(handlers.request_proof_of_space({ challengeHash, plotId, responseNumber }, peer));
    if (response?.name !== 'respond_proof_of_space') throw new Error('no proof');
    const { proof } = response.body;
    expect(proof).toMatchObject({
      challengeHash,
      poolPublicKey: alice.poolPublicKey,
      plotPublicKey: plot.plotPublicKey,
      size: 18,
    });
    const quality = verifyProof({ plotId: plot.plotId, k: 18, challenge: challengeHash, proof: proof.proof });
    expect(quality).toEqual(qualityString);

    const message = new Uint8Array(32).fill(5);
    const [signed] = await all(handlers.request_signature({ plotId, message }, peer));
    if (signed?.name !== 'respond_signature') throw new Error('no signature');
    expect(signed.body).toMatchObject({ plotId, message, farmerPk: alice.farmerPublicKey });
    const share = signPlotHalf(alice.farmerSecretKey, message, plot.plotPublicKey);
    const signature = joinPlotHalves(signed.body.messageSignature, share);
    expect(bls().verify(plot.plotPublicKey, message, signature)).toBe(true);
  });

  test('an unknown plot is answered with nothing (Q33)', async () => {
    await shakeHands();
    const handlers = harvesterHandlers(state);
    const request = { challengeHash, plotId: '/nowhere/a.plot', responseNumber: 0 };
    expect(await all(handlers.request_proof_of_space(request, peer))).toEqual([]);
    expect(await all(handlers.request_signature({ plotId: '/nowhere/a.plot', message: challengeHash }, peer))).toEqual(
      [],
    );
    expect(codes.filter((code) => code === 'UNKNOWN_PLOT')).toHaveLength(2);
  });

  test('a plot of another farmer is unknown too', async () => {
    const path = addPlot();
    await shakeHands();
    const stranger = farmerPeer(2);
    expect(
      await all(harvesterHandlers(state).request_signature({ plotId: path, message: challengeHash }, stranger)),
    ).toEqual([]);
    expect(codes).toContain('UNKNOWN_PLOT');
  });

  test('a proof that does not exist is answered with nothing', async () => {
    const plotId = addPlot();
    await shakeHands();
    const request = { challengeHash, plotId, responseNumber: 255 };
    expect(await all(harvesterHandlers(state).request_proof_of_space(request, peer))).toEqual([]);
    expect(codes).toContain('NO_SUCH_PROOF');
  });
});

describe('the library', () => {
  test('files come, change, go, and only *.plot counts', async () => {
    const path = addPlot();
    writeFileSync(join(folder, 'notes.txt'), 'x');
    writeFileSync(join(folder, 'b.plot.tmp'), 'x');
    expect(await state.library.refresh()).toBe(true);
    expect(state.library.plots().map((loaded) => loaded.path)).toEqual([path]);
    expect(await state.library.refresh()).toBe(false);
    utimesSync(path, 1, 1);
    expect(await state.library.refresh()).toBe(true);
    rmSync(path);
    expect(await state.library.refresh()).toBe(false);
    expect(state.library.plots()).toEqual([]);
  });

  test('a broken file is reported, left alone, and tried again when it changes', async () => {
    const path = addPlot();
    truncateSync(path, 100);
    expect(await state.library.refresh()).toBe(false);
    expect(state.library.failed()).toEqual([
      expect.objectContaining({ path, code: expect.stringMatching(/^[A-Z_]+$/) }),
    ]);
    const complaints = codes.length;
    await state.library.refresh();
    expect(codes).toHaveLength(complaints);
    copyFileSync(original, path);
    expect(await state.library.refresh()).toBe(true);
    expect(state.library.failed()).toEqual([]);
  });

  test('a directory that is missing now may come later', async () => {
    const late = join(folder, 'disk');
    const patient = stateOver([late, folder], recordingLog(codes));
    addPlot();
    expect(await patient.library.refresh()).toBe(true);
    expect(codes).toContain('DIRECTORY_UNREADABLE');
    await patient.library.close();
  });

  test('two looks at the same time are one', async () => {
    addPlot();
    expect((await Promise.all([state.library.refresh(), state.library.refresh()])).sort()).toEqual([false, true]);
  });
});
