import { bls } from '@salvia/bls';
import { g1, g2, refine } from '@salvia/streamable';

const GENERATION = 2048;

/**
 * Remembers accepted points, since the same few keys come with every block. Two generations bound it: when the young
 * one is full it becomes the old one, and what was not asked for since then is forgotten.
 */
function remembering(accepts: (point: Uint8Array) => boolean): (point: Uint8Array) => boolean {
  let young = new Set<string>();
  let old = new Set<string>();
  return (point) => {
    const key = String.fromCharCode(...point);
    if (young.has(key)) return true;
    if (!old.has(key) && !accepts(point)) return false;
    if (young.size >= GENERATION) {
      old = young;
      young = new Set();
    }
    young.add(key);
    return true;
  };
}

/** A public key: a valid point of G1, the identity included (consensus 1.2). */
export const publicKey = refine(
  g1,
  remembering((point) => bls().isValidG1(point)),
  'BAD_POINT',
);

/** A signature: a valid point of G2, the identity included. */
export const signature = refine(
  g2,
  remembering((point) => bls().isValidG2(point)),
  'BAD_POINT',
);
