import { describe, expect, test } from '@jest/globals';
import { createQuestions, type Question } from '../../src/sync/questions.ts';
import { createHandTimers } from '../support/hand-timers.ts';
import { headerChain } from '../support/header-chain.ts';

const { blocks, hashes } = headerChain(3);
const tip = hashes[2] as Uint8Array;
const headerBlock = blocks[2] as (typeof blocks)[number];
const challenge = headerBlock.proofOfSpace.challengeHash;

function start(signal?: AbortSignal) {
  const timers = createHandTimers();
  const sent: (Question & { readonly peer: string })[] = [];
  const send = (peer: string, question: Question): void => void sent.push({ ...question, peer });
  return { timers, sent, questions: createQuestions({ send, timers, ...(signal && { signal }) }) };
}

describe('questions', () => {
  test('go to one peer, and its answer is taken once', async () => {
    const { questions, sent, timers } = start();
    const answer = questions.allHeaderHashes('a', tip);
    expect(sent).toEqual([{ peer: 'a', name: 'request_all_header_hashes', body: { tipHeaderHash: tip } }]);
    expect(questions.heardAllHeaderHashes('b', { headerHashes: [tip] })).toBe(false);
    expect(questions.heardAllHeaderHashes('a', { headerHashes: hashes })).toBe(true);
    expect(questions.heardAllHeaderHashes('a', { headerHashes: [tip] })).toBe(false);
    expect(await answer).toEqual(hashes);
    expect(timers.planned).toBe(0);
  });

  test('are answered by silence after ten seconds, and then no more', async () => {
    const { questions, timers } = start();
    const answer = questions.allHeaderHashes('a', tip);
    let isSettled = false;
    void answer.then(() => {
      isSettled = true;
    });
    await timers.pass(9_999);
    expect(isSettled).toBe(false);
    await timers.pass(1);
    expect(await answer).toBe('SILENT');
    expect(questions.heardAllHeaderHashes('a', { headerHashes: hashes })).toBe(false);
  });

  test('for pages: the answer names the page', async () => {
    const { questions, sent } = start();
    const body = { startingHeight: 2, previousChallengeHash: challenge };
    const page = questions.headerHashesAfter('a', 2, challenge);
    expect(sent).toEqual([{ peer: 'a', name: 'request_all_header_hashes_after', body }]);
    expect(questions.heardPage('a', { ...body, startingHeight: 1, hashes: [] })).toBe(false);
    expect(questions.heardPageRefusal('a', { ...body, previousChallengeHash: tip })).toBe(false);
    expect(questions.heardPage('a', { ...body, hashes: [tip] })).toBe(true);
    expect(await page).toEqual([tip]);
    const refused = questions.headerHashesAfter('a', 2, challenge);
    expect(questions.heardPageRefusal('a', body)).toBe(true);
    expect(await refused).toBe('REFUSED');
  });

  test('for a header block: only the one with that hash', async () => {
    const { questions, sent } = start();
    const body = { height: 2, headerHash: tip };
    const asked = questions.headerBlock('a', 2, tip);
    expect(sent).toEqual([{ peer: 'a', name: 'request_header_block', body }]);
    expect(questions.heardHeaderBlock('a', { headerBlock: blocks[1] as typeof headerBlock })).toBe(false);
    expect(questions.heardHeaderBlock('a', { headerBlock })).toBe(true);
    expect(await asked).toEqual(headerBlock);
    const refused = questions.headerBlock('a', 2, tip);
    expect(questions.heardHeaderBlockRefusal('a', { ...body, height: 1 })).toBe(false);
    expect(questions.heardHeaderBlockRefusal('a', body)).toBe(true);
    expect(await refused).toBe('REFUSED');
  });

  test('end when their peer leaves, and with the signal', async () => {
    const ending = new AbortController();
    const { questions, timers } = start(ending.signal);
    const [gone, stays] = [questions.allHeaderHashes('a', tip), questions.allHeaderHashes('ab', tip)];
    questions.peerLeft('a');
    expect(await gone).toBe('SILENT');
    expect(timers.planned).toBe(1);
    ending.abort();
    expect(await stays).toBe('SILENT');
    expect(await questions.headerBlock('a', 2, tip)).toBe('SILENT');
    expect(timers.planned).toBe(0);
  });
});
