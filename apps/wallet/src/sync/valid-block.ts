import type { Header } from '@salvia/protocol';
import type { HeaderRecord } from '@salvia/wallet';

/** A block whose header is valid: it may go into the wallet once it was searched for coins. */
export interface ValidBlock {
  readonly record: HeaderRecord;
  readonly header: Header;
  /** Its hash is the header's `filterHash`. */
  readonly filter: Uint8Array;
}
