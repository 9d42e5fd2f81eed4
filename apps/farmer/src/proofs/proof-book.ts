import type { BodyOf } from '@salvia/protocol';
import { createBytesMap } from '../bounded-map.ts';

/** Proofs and headers in flight that are kept (network Q17); a challenge has some tens of proofs at most. */
const MAX_PROOFS = 300;
const MAX_HEADERS = 600;

/** One quality of one plot, as a harvester names it. */
export interface Answer {
  readonly challengeHash: Uint8Array;
  readonly plotId: string;
  readonly responseNumber: number;
}

/** A full proof that this farmer can make a block of. */
export interface FarmedProof extends Answer {
  /** node id of the harvester that has the plot; a restarted harvester has a new one */
  harvester: Uint8Array;
  /** hash of the proof of space */
  readonly posHash: Uint8Array;
  readonly iterations: bigint;
  readonly request: BodyOf<'request_header_hash'>;
  /** whether a header with this proof was signed and sent */
  signed: boolean;
}

/** A header that a full node made for a proof. */
export interface PendingHeader {
  readonly proof: FarmedProof;
  readonly fullNode: Uint8Array;
}

export interface ProofBook {
  add(proof: FarmedProof): void;
  get(posHash: Uint8Array): FarmedProof | undefined;
  ofAnswer(answer: Answer): FarmedProof | undefined;
  /** The proof of a challenge that needs the fewest iterations. */
  bestOf(challengeHash: Uint8Array): FarmedProof | undefined;
  addHeader(headerHash: Uint8Array, header: PendingHeader): void;
  header(headerHash: Uint8Array): PendingHeader | undefined;
}

export function createProofBook(): ProofBook {
  const proofs = createBytesMap<FarmedProof>(MAX_PROOFS);
  const headers = createBytesMap<PendingHeader>(MAX_HEADERS);
  return {
    add: (proof) => {
      proofs.delete(proof.posHash);
      proofs.set(proof.posHash, proof);
    },
    get: (posHash) => proofs.get(posHash),
    ofAnswer: (answer) => [...proofs.values()].find((proof) => isSameAnswer(proof, answer)),
    bestOf: (challengeHash) =>
      [...proofs.values()]
        .filter((proof) => isSame(proof.challengeHash, challengeHash))
        .reduce<FarmedProof | undefined>(
          (best, proof) => (best && best.iterations <= proof.iterations ? best : proof),
          undefined,
        ),
    addHeader: (headerHash, header) => headers.set(headerHash, header),
    header: (headerHash) => headers.get(headerHash),
  };
}

function isSameAnswer(a: Answer, b: Answer): boolean {
  return a.responseNumber === b.responseNumber && a.plotId === b.plotId && isSame(a.challengeHash, b.challengeHash);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
