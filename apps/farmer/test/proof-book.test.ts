import { describe, expect, test } from '@jest/globals';
import { createProofBook, type FarmedProof } from '../src/proofs/proof-book.ts';

const bytes = (fill: number) => new Uint8Array(32).fill(fill);

function proofOf(name: number, iterations: bigint, challenge = 1): FarmedProof {
  const posHash = bytes(0);
  new DataView(posHash.buffer).setUint32(0, name);
  const proofOfSpace = {
    challengeHash: bytes(challenge),
    poolPublicKey: new Uint8Array(48),
    plotPublicKey: new Uint8Array(48),
    size: 18,
    proof: new Uint8Array(144),
  };
  return {
    challengeHash: bytes(challenge),
    plotId: `/plots/${name}.plot`,
    responseNumber: name % 3,
    harvester: bytes(9),
    posHash,
    iterations,
    signed: false,
    request: {
      challengeHash: bytes(challenge),
      proofOfSpace,
      poolTarget: { puzzleHash: bytes(3), maxHeight: 0 },
      poolTargetSignature: new Uint8Array(96),
      farmerRewardsPuzzleHash: bytes(4),
    },
  };
}

describe('proofs', () => {
  test('are found by hash, by answer, and the best by challenge', () => {
    const book = createProofBook();
    const [slow, fast, other] = [proofOf(1, 30n), proofOf(2, 10n), proofOf(3, 5n, 2)];
    for (const proof of [slow, fast, other]) book.add(proof);
    expect(book.get(slow.posHash)).toBe(slow);
    expect(book.ofAnswer({ challengeHash: bytes(1), plotId: '/plots/2.plot', responseNumber: 2 })).toBe(fast);
    expect(book.ofAnswer({ challengeHash: bytes(1), plotId: '/plots/2.plot', responseNumber: 1 })).toBeUndefined();
    expect(book.ofAnswer({ challengeHash: bytes(2), plotId: '/plots/2.plot', responseNumber: 2 })).toBeUndefined();
    expect(book.bestOf(bytes(1))).toBe(fast);
    expect(book.bestOf(bytes(7))).toBeUndefined();
  });

  test('the oldest are forgotten, with what was added again counting as new (Q17)', () => {
    const book = createProofBook();
    const first = proofOf(1, 1n);
    book.add(first);
    for (let name = 2; name <= 300; name++) book.add(proofOf(name, 1n));
    book.add(first);
    book.add(proofOf(301, 1n));
    expect(book.get(first.posHash)).toBe(first);
    expect(book.get(proofOf(2, 1n).posHash)).toBeUndefined();
  });
});

test('a header belongs to its proof and to the node that made it', () => {
  const book = createProofBook();
  const proof = proofOf(1, 1n);
  book.addHeader(bytes(5), { proof, fullNode: bytes(6) });
  expect(book.header(bytes(5))).toEqual({ proof, fullNode: bytes(6) });
  expect(book.header(bytes(6))).toBeUndefined();
});
