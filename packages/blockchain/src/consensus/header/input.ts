import type { Constants, Header, ProofOfSpace, ProofOfTime } from '@salvia/protocol';
import type { Parent } from '../ancestry.ts';
import type { Verifier } from '../verifier.ts';

/** A header with its proofs: what header validation looks at, and what full blocks and header blocks have in common. */
export interface ProvenHeader {
  readonly header: Header;
  readonly proofOfSpace: ProofOfSpace;
  /** `null`: not finished yet. */
  readonly proofOfTime: ProofOfTime | null;
}

/** What the stateless checks of a block, made before its parent was known, found (consensus 7.3). */
export interface PreValidation {
  /** 32 bytes; of the block's own proof of space. */
  readonly qualityString: Uint8Array;
}

export interface HeaderInput {
  readonly block: ProvenHeader;
  /** Whether the block is offered as the genesis of a chain that has none. */
  readonly genesis: boolean;
  /** The block's parent, or `null` if it is unknown; not looked at for genesis. */
  readonly parent: Parent | null;
  readonly constants: Constants;
  /** Local clock in whole milliseconds since 1970. */
  readonly nowMs: number;
  /** Whether a proof of time is demanded; without it the checks end with H12 (consensus 7.2). */
  readonly finished: boolean;
  readonly verifier: Verifier;
  /** Spares H2, H7 and H15 of a finished block; unfinished ones are not spared anything. */
  readonly preValidated?: PreValidation | undefined;
  /** H15 is made all the same: what was pre-validated had another proof of time. */
  readonly otherTime?: boolean;
}
