import { fixedBytes } from './bytes.ts';
import { StreamableError } from './error.ts';

const COMPRESSED = 0x80;
const INFINITY = 0x40;
const FLAGS = 0xe0;

/** The identity is exactly `c0` and zeros; any other element has the two top bits `10` (consensus 1.2). */
function checkFlags(point: Uint8Array): void {
  const first = point[0] ?? 0;
  if ((first & INFINITY) !== 0) {
    if (first === (COMPRESSED | INFINITY) && point.subarray(1).every((byte) => byte === 0)) return;
    throw new StreamableError('BAD_POINT', 'the identity must be c0 followed by zeros');
  }
  if ((first & COMPRESSED) === 0) throw new StreamableError('BAD_POINT', 'the compression bit is missing');
}

/** A public key: 48 bytes, a compressed G1 element. Only its shape is checked here. */
export const g1 = fixedBytes('G1Element', 48, checkFlags);

/** A signature: 96 bytes, a compressed G2 element, imaginary part first. Only its shape is checked here. */
export const g2 = fixedBytes('G2Element', 96, (point) => {
  checkFlags(point);
  if (((point[48] ?? 0) & FLAGS) !== 0) throw new StreamableError('BAD_POINT', 'flag bits in the second coordinate');
});
