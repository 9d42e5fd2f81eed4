import type { Timers } from '@salvia/network';
import type { BodyOf } from '@salvia/protocol';
import type { PeerId } from './download.ts';

/** What a sync asks of one peer at a time. */
export type QuestionName = 'request_all_header_hashes' | 'request_all_header_hashes_after' | 'request_header_block';

/** The answers: the body of one, REFUSED, or SILENT after a time-out, when the peer left, and at the end. */
export type HeaderHashes = readonly Uint8Array[] | 'SILENT';
export type HeaderHashPage = readonly Uint8Array[] | 'REFUSED' | 'SILENT';
export type HeaderBlockAnswer = BodyOf<'respond_header_block'>['headerBlock'] | 'REFUSED' | 'SILENT';

export interface QuestionsOptions {
  send<Name extends QuestionName>(peer: PeerId, name: Name, body: BodyOf<Name>): void;
  /** Milliseconds after which a peer counts as silent (sync step 2: 10,000). */
  readonly timeoutMs?: number;
  readonly timers: Timers;
  readonly signal?: AbortSignal;
}

/** Asks single peers and takes each answer once, from the peer that was asked only (sync step 2). */
export interface Questions {
  allHeaderHashes(peer: PeerId, tip: Uint8Array): Promise<HeaderHashes>;
  headerHashesAfter(peer: PeerId, startingHeight: number, previousChallengeHash: Uint8Array): Promise<HeaderHashPage>;
  headerBlock(peer: PeerId, height: number, headerHash: Uint8Array): Promise<HeaderBlockAnswer>;

  /** The handlers' side: each says whether it was asked for; what was not is to be ignored and counted. */
  heardAllHeaderHashes(peer: PeerId, body: BodyOf<'all_header_hashes'>): boolean;
  heardPage(peer: PeerId, body: BodyOf<'respond_all_header_hashes_after'>): boolean;
  heardPageRefusal(peer: PeerId, body: BodyOf<'reject_all_header_hashes_after_request'>): boolean;
  heardHeaderBlock(peer: PeerId, body: BodyOf<'respond_header_block'>): boolean;
  heardHeaderBlockRefusal(peer: PeerId, body: BodyOf<'reject_header_block_request'>): boolean;
  peerLeft(peer: PeerId): void;
}

export declare function createQuestions(options: QuestionsOptions): Questions;
