import { describe, expect, test } from '@jest/globals';
import { Delivery, NodeType, type OutboundMessage, out, type Peer } from '@salvia/protocol';
import { createQuestions, type Subject } from '../../src/sync/questions.ts';
import { type HandTimers, handTimers } from '../support/hand-timers.ts';
import { fullNodePeer } from '../support/peers.ts';

const [one, other] = [fullNodePeer(1), fullNodePeer(2)];
const subject = (height: number, fill = height): Subject => ({ height, hash: new Uint8Array(32).fill(fill) });
const timeoutMs = 1000;

function setUp() {
  const timers: HandTimers = handTimers();
  const sent: OutboundMessage[] = [];
  const questions = createQuestions({ timers, timeoutMs, send: (message) => void sent.push(message) });
  const ask = (peer: Peer, { height, hash }: Subject) => {
    const body = { height, headerHash: hash };
    const message = out('request_header', NodeType.FULL_NODE, Delivery.SPECIFIC, body, peer.nodeId);
    return questions.ask<string>(peer, 'header', { height, hash }, message);
  };
  return { timers, sent, questions, ask };
}

describe('a question', () => {
  test('gets the answer of the peer that was asked', async () => {
    const { questions, ask, sent } = setUp();
    const reply = ask(one, subject(5));
    expect(sent).toHaveLength(1);
    questions.answered(other, 'header', subject(5), 'from another one');
    questions.answered(one, 'additions', subject(5), 'to another question');
    questions.answered(one, 'header', subject(6), 'of another block');
    questions.answered(one, 'header', subject(5), 'the answer');
    expect(await reply).toEqual({ body: 'the answer' });
    expect(questions.ignored).toBe(3);
  });

  test.each([
    ['REFUSED', ({ questions }: ReturnType<typeof setUp>) => questions.refused(one, 'header', subject(5))],
    ['GONE', ({ questions }: ReturnType<typeof setUp>) => questions.gone(one)],
    ['LATE', ({ timers }: ReturnType<typeof setUp>) => void timers.advance(timeoutMs)],
  ])('may be %s', async (failure, happen) => {
    const world = setUp();
    const reply = world.ask(one, subject(5));
    happen(world);
    expect(await reply).toEqual({ failure });
  });

  test('is answered WRONG by another header of its height', async () => {
    const { questions, ask } = setUp();
    const reply = ask(one, subject(5, 1));
    questions.answered(one, 'header', subject(5, 2), 'another block');
    expect(await reply).toEqual({ failure: 'WRONG' });
  });

  test('is not answered WRONG by what comes late for the one before', async () => {
    const { questions, ask, timers } = setUp();
    const before = ask(one, subject(5, 1));
    await timers.advance(timeoutMs);
    expect(await before).toEqual({ failure: 'LATE' });
    const reply = ask(one, subject(5, 2));
    questions.answered(one, 'header', subject(5, 1), 'late');
    questions.answered(one, 'header', subject(5, 2), 'the answer');
    expect(await reply).toEqual({ body: 'the answer' });
  });

  test('that is asked again replaces itself', async () => {
    const { questions, ask } = setUp();
    const first = ask(one, subject(5));
    const second = ask(one, subject(5));
    questions.answered(one, 'header', subject(5), 'the answer');
    expect(await first).toEqual({ failure: 'LATE' });
    expect(await second).toEqual({ body: 'the answer' });
  });
});
