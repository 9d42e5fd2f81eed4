import { bytesToHex } from '@noble/hashes/utils.js';
import type { ReceiveResult } from '@salvia/blockchain';
import { ErrorCode, headerHash } from '@salvia/protocol';

/** A verdict as the reference recorded it, if it gave one. */
export interface RecordedVerdict {
  readonly result: string;
  readonly error?: string | undefined;
  readonly code?: number | undefined;
  readonly removed_tip?: string | undefined;
}

/** What became of a block, in the recorded form. */
export function verdictOf(found: ReceiveResult): object {
  const { result } = found;
  if (result === 'INVALID_BLOCK') return { result, error: found.error, code: ErrorCode[found.error] };
  const removed = result === 'ADDED_TO_HEAD' ? found.removedTip : null;
  return { result, ...(removed && { removed_tip: bytesToHex(headerHash(removed)) }) };
}

/** The recorded fields that make up a verdict. */
export function recordedVerdict({ result, error, code, removed_tip }: RecordedVerdict): object {
  if (result === 'INVALID_BLOCK') return { result, error, code };
  return { result, ...(removed_tip !== undefined && { removed_tip }) };
}
