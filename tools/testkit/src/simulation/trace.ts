import { createHash } from 'node:crypto';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What happened on the network, in order: two runs are the same if their digests are. */
export interface Trace {
  note(kind: string, where: string, bytes?: Uint8Array): void;
  /** How often each kind of thing happened. */
  counts(): Readonly<Record<string, number>>;
  /** Over everything so far, moments and contents included; in hex. */
  digest(): string;
}

export function createTrace(now: () => number): Trace {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  return {
    note(kind, where, bytes) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      hash.update(`${now()} ${kind} ${where} ${bytes?.length ?? ''}\n`);
      if (bytes !== undefined) hash.update(bytes);
    },
    counts: () => ({ ...counts }),
    digest: () => bytesToHex(hash.copy().digest()),
  };
}
