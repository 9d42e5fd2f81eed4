import { sha256 } from '@noble/hashes/sha2.js';
import { ProofOfTime } from '@salvia/protocol';
import { equalBytes } from '../consensus/bytes.ts';
import type { PreValidation, ProvenHeader } from '../consensus/index.ts';

/** A header that passed all checks on a branch: an option of `receiveBlock`, of the same chain only. */
export interface ValidatedHeader {
  readonly headerHash: Uint8Array;
  readonly height: number;
}

/** What is spared of a block whose header was validated before. */
export interface SparedChecks {
  readonly preValidated: PreValidation;
  /** The block has another proof of time, which its hash does not cover. */
  readonly otherTime: boolean;
}

interface Known extends PreValidation {
  /** Own copy: a token's owner may do with its bytes what they like. */
  readonly headerHash: Uint8Array;
  readonly timeHash: Uint8Array;
}

/**
 * The headers that the branches of one chain validated. What a token spares is pure functions of bytes (plot signature,
 * proof of space, proof of time), and only for those very bytes; whatever depends on a chain is looked at again.
 */
export class ValidatedHeaders {
  readonly #known = new WeakMap<ValidatedHeader, Known>();

  /** @param headerHash of the block's header */
  add(headerHash: Uint8Array, block: ProvenHeader & { readonly proofOfTime: ProofOfTime }, found: PreValidation) {
    const token: ValidatedHeader = Object.freeze({ headerHash: headerHash.slice(), height: block.header.data.height });
    const timeHash = hashOfTime(block.proofOfTime);
    this.#known.set(token, { headerHash: headerHash.slice(), timeHash, qualityString: found.qualityString });
    return token;
  }

  /** `null` if the token is not of this chain, or of another header. */
  spares(token: ValidatedHeader, headerHash: Uint8Array, { proofOfTime }: ProvenHeader): SparedChecks | null {
    const known = this.#known.get(token);
    if (known === undefined || !equalBytes(known.headerHash, headerHash)) return null;
    const otherTime = proofOfTime === null || !equalBytes(known.timeHash, hashOfTime(proofOfTime));
    return { preValidated: { qualityString: known.qualityString }, otherTime };
  }
}

/** Of all its bytes, the witness included. */
const hashOfTime = (proof: ProofOfTime): Uint8Array => sha256(ProofOfTime.encode(proof));
