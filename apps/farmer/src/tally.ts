/** What this farmer has done since its start. */
export interface Tally {
  challenges: number;
  /** qualities that harvesters told */
  answers: number;
  /** full proofs that passed the check */
  proofs: number;
  invalidProofs: number;
  /** headers that full nodes made for proofs */
  headers: number;
  /** signed headers that were sent to full nodes: unfinished blocks */
  blocksSubmitted: number;
  lastSubmittedAt: number | null;
}

export const emptyTally = (): Tally => ({
  challenges: 0,
  answers: 0,
  proofs: 0,
  invalidProofs: 0,
  headers: 0,
  blocksSubmitted: 0,
  lastSubmittedAt: null,
});
