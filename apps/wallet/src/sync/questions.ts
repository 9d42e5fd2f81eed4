import { bytesToHex } from '@noble/hashes/utils.js';
import type { Timers } from '@salvia/network';
import type { OutboundMessage, Peer } from '@salvia/protocol';
import { type PeerId, peerId } from './peer-id.ts';

/** What can be asked of a full node; a peer is asked one thing of a kind about a block at a time. */
export type QuestionKind = 'hashes' | 'header' | 'additions' | 'removals';

/** Which block, or for `hashes` where the list begins and the challenge there. */
export interface Subject {
  readonly height: number;
  readonly hash: Uint8Array;
}

/**
 * What became of a question: an answer, a refusal, silence for too long, the end of the connection, or (headers only) the
 * answer to a question that nobody asked in the place of the right one.
 */
export type Reply<Body> = { readonly body: Body } | { readonly failure: 'REFUSED' | 'LATE' | 'GONE' | 'WRONG' };

interface Pending {
  readonly kind: QuestionKind;
  readonly peer: PeerId;
  readonly height: number;
  settle(reply: Reply<unknown>): void;
}

/** Ties answers to the peer and the question that they belong to (wallet 5.5). */
export interface Questions {
  /** Asks, and resolves with what comes of it; never rejects. */
  ask<Body>(peer: Peer, kind: QuestionKind, subject: Subject, message: OutboundMessage): Promise<Reply<Body>>;
  /** An answer has come. One that nobody waits for is dropped. */
  answered(peer: Peer, kind: QuestionKind, subject: Subject, body: unknown): void;
  refused(peer: Peer, kind: QuestionKind, subject: Subject): void;
  gone(peer: Peer): void;
  /** How many answers nobody had asked for, or waited for any more. */
  readonly ignored: number;
}

export interface QuestionsContext {
  readonly timers: Timers;
  readonly timeoutMs: number;
  send(message: OutboundMessage): void;
}

/** Questions whose time is over; what answers them late is told from what nobody asked for. */
const REMEMBERED = 4000;

export function createQuestions({ timers, timeoutMs, send }: QuestionsContext): Questions {
  const pending = new Map<string, Pending>();
  const late = new Set<string>();
  let ignored = 0;

  const keyOf = (peer: PeerId, kind: QuestionKind, { height, hash }: Subject): string =>
    `${peer} ${kind} ${height} ${bytesToHex(hash)}`;

  function remember(key: string): void {
    late.add(key);
    const [oldest] = late;
    if (late.size > REMEMBERED && oldest !== undefined) late.delete(oldest);
  }

  /** A header that was not asked for, at a height where another one was. */
  const displaced = (id: PeerId, height: number): Pending | undefined =>
    [...pending.values()].find(({ kind, peer, height: at }) => kind === 'header' && peer === id && at === height);

  return {
    ask<Body>(peer: Peer, kind: QuestionKind, subject: Subject, message: OutboundMessage) {
      const id = peerId(peer);
      const key = keyOf(id, kind, subject);
      return new Promise<Reply<Body>>((resolve) => {
        const cancel = timers.after(timeoutMs, () => {
          remember(key);
          settle({ failure: 'LATE' });
        });
        const settle = (reply: Reply<unknown>): void => {
          cancel();
          if (pending.get(key) === entry) pending.delete(key);
          // Whoever asked knows what answers this kind of question.
          resolve(reply as Reply<Body>);
        };
        const entry: Pending = { kind, peer: id, height: subject.height, settle };
        pending.get(key)?.settle({ failure: 'LATE' });
        pending.set(key, entry);
        send(message);
      });
    },
    answered(peer, kind, subject, body) {
      const id = peerId(peer);
      const key = keyOf(id, kind, subject);
      const question = pending.get(key);
      if (question !== undefined) {
        question.settle({ body });
        return;
      }
      ignored += 1;
      if (kind === 'header' && !late.has(key)) displaced(id, subject.height)?.settle({ failure: 'WRONG' });
    },
    refused(peer, kind, subject) {
      pending.get(keyOf(peerId(peer), kind, subject))?.settle({ failure: 'REFUSED' });
    },
    gone(peer) {
      const id = peerId(peer);
      for (const question of [...pending.values()]) if (question.peer === id) question.settle({ failure: 'GONE' });
    },
    get ignored() {
      return ignored;
    },
  };
}
