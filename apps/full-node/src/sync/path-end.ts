import type { BadHeader } from './blacklist.ts';

/** What is wrong with a list of header hashes, for which whoever gave it answers (sync.md, blame). */
export interface PathFault extends BadHeader {
  /** Row of consensus 7 or 8 that failed; null: nobody has the item. */
  readonly check: string | null;
}

/** How the following of one list of header hashes ended. */
export type PathEnd = 'REACHED' | 'STOPPED' | 'NO_PEERS' | 'SERVER_LEFT' | PathFault;

/** A header that is not the child of the one before it in the list. */
const UNLINKED = 'H3';

/** The fault of a path, found in the header or body at a height. */
export const pathFault = (
  headerHash: Uint8Array,
  height: number,
  { error, check }: Pick<PathFault, 'error'> & { readonly check: string },
): PathFault =>
  check === UNLINKED
    ? { headerHash, height, error: 'INVALID_PROTOCOL_MESSAGE', check, lasting: false }
    : { headerHash, height, error, check, lasting: true };
