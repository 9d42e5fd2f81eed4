import { bytesToHex } from '@noble/hashes/utils.js';
import type { Timers } from '@salvia/network';
import { type BodyOf, type HeaderBlock, headerHash } from '@salvia/protocol';
import type { PackedList } from '@salvia/streamable';
import type { PeerId } from './download.ts';

/** What a sync asks of one peer at a time. */
export type QuestionName = 'request_all_header_hashes' | 'request_all_header_hashes_after' | 'request_header_block';

/** What is asked; a discriminated union, so that name and body go together. */
export type Question = {
  readonly [Name in QuestionName]: { readonly name: Name; readonly body: BodyOf<Name> };
}[QuestionName];

/** The answers: the body of one, REFUSED, or SILENT after a time-out, when the peer left, and at the end. */
export type HeaderHashes = PackedList<Uint8Array> | 'SILENT';
export type HeaderHashPage = PackedList<Uint8Array> | 'REFUSED' | 'SILENT';
export type HeaderBlockAnswer = HeaderBlock | 'REFUSED' | 'SILENT';

export interface QuestionsOptions {
  send(peer: PeerId, question: Question): void;
  /** Milliseconds after which a peer counts as silent (sync step 2). */
  readonly timeoutMs?: number;
  readonly timers: Timers;
  readonly signal?: AbortSignal;
}

/** Asks single peers and takes each answer once, from the peer that was asked only (sync step 2). */
export interface Questions {
  allHeaderHashes(peer: PeerId, tip: Uint8Array): Promise<HeaderHashes>;
  headerHashesAfter(peer: PeerId, startingHeight: number, previousChallengeHash: Uint8Array): Promise<HeaderHashPage>;
  headerBlock(peer: PeerId, height: number, hash: Uint8Array): Promise<HeaderBlockAnswer>;

  /** The handlers' side: each says whether it was asked for; what was not is to be ignored and counted. */
  heardAllHeaderHashes(peer: PeerId, body: BodyOf<'all_header_hashes'>): boolean;
  heardPage(peer: PeerId, body: BodyOf<'respond_all_header_hashes_after'>): boolean;
  heardPageRefusal(peer: PeerId, body: BodyOf<'reject_all_header_hashes_after_request'>): boolean;
  /** True only for the header block that was asked for by its hash. */
  heardHeaderBlock(peer: PeerId, body: BodyOf<'respond_header_block'>): boolean;
  heardHeaderBlockRefusal(peer: PeerId, body: BodyOf<'reject_header_block_request'>): boolean;
  peerLeft(peer: PeerId): void;
}

const SILENT = 'SILENT';
const REFUSED = 'REFUSED';

/** Sync step 2. */
const TIMEOUT_MS = 10_000;

export function createQuestions({ send, timeoutMs = TIMEOUT_MS, timers, signal }: QuestionsOptions): Questions {
  /** What is waited for, by peer and question. */
  const open = new Map<string, (answer: unknown) => void>();

  /** The same question is asked of a peer once at a time. */
  function ask<Answer>(peer: PeerId, key: string, question: Question): Promise<Answer | typeof SILENT> {
    const id = `${peer} ${key}`;
    if (signal?.aborted || open.has(id)) return Promise.resolve(SILENT);
    return new Promise((resolve) => {
      const settle = (answer: unknown): void => {
        cancel();
        signal?.removeEventListener('abort', silence);
        open.delete(id);
        resolve(answer as Answer); // of the type of this question: see `heard`
      };
      const silence = (): void => settle(SILENT);
      const cancel = timers.after(timeoutMs, silence);
      signal?.addEventListener('abort', silence, { once: true });
      open.set(id, settle);
      send(peer, question);
    });
  }

  function heard(peer: PeerId, key: string, answer: unknown): boolean {
    const settle = open.get(`${peer} ${key}`);
    settle?.(answer);
    return settle !== undefined;
  }

  return {
    allHeaderHashes: (peer, tipHeaderHash) =>
      ask(peer, 'hashes', { name: 'request_all_header_hashes', body: { tipHeaderHash } }),
    headerHashesAfter: (peer, startingHeight, previousChallengeHash) => {
      const body = { startingHeight, previousChallengeHash };
      return ask(peer, pageKey(body), { name: 'request_all_header_hashes_after', body });
    },
    headerBlock: (peer, height, hash) => {
      const body = { height, headerHash: hash };
      return ask(peer, headerKey(body), { name: 'request_header_block', body });
    },
    heardAllHeaderHashes: (peer, { headerHashes }) => heard(peer, 'hashes', headerHashes),
    heardPage: (peer, body) => heard(peer, pageKey(body), body.hashes),
    heardPageRefusal: (peer, body) => heard(peer, pageKey(body), REFUSED),
    heardHeaderBlock: (peer, { headerBlock }) => {
      const { header } = headerBlock;
      const key = headerKey({ height: header.data.height, headerHash: headerHash(header) });
      return heard(peer, key, headerBlock);
    },
    heardHeaderBlockRefusal: (peer, body) => heard(peer, headerKey(body), REFUSED),
    peerLeft(peer) {
      for (const [id, settle] of open) if (id.startsWith(`${peer} `)) settle(SILENT);
    },
  };
}

const pageKey = ({ startingHeight, previousChallengeHash }: BodyOf<'request_all_header_hashes_after'>): string =>
  `page ${startingHeight} ${bytesToHex(previousChallengeHash)}`;

const headerKey = ({ height, headerHash: hash }: BodyOf<'request_header_block'>): string =>
  `header ${height} ${bytesToHex(hash)}`;
