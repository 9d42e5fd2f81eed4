/**
 * The compressed form of a point (proofs C.1): the big-endian x-coordinate, for G2 its imaginary part first, with three
 * flags in the top bits of byte 0: compressed (always set), infinity, and the larger y.
 *
 * Curve libraries differ in what they let pass here, so the form is judged once, before any of them sees the bytes.
 */
export const G1_SIZE = 48;
export const G2_SIZE = 96;

const COMPRESSED = 0x80;
const INFINITY = 0x40;
const FLAGS = 0xe0;

/** The prime p of the base field, big endian: a coordinate is below it. */
const FIELD_MODULUS = Uint8Array.from([
  0x1a, 0x01, 0x11, 0xea, 0x39, 0x7f, 0xe6, 0x9a, 0x4b, 0x1b, 0xa7, 0xb6, 0x43, 0x4b, 0xac, 0xd7, 0x64, 0x77, 0x4b,
  0x84, 0xf3, 0x85, 0x12, 0xbf, 0x67, 0x30, 0xd2, 0xa0, 0xf6, 0xb0, 0xf6, 0x24, 0x1e, 0xab, 0xff, 0xfe, 0xb1, 0x53,
  0xff, 0xff, 0xb9, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xaa, 0xab,
]);

function identity(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes[0] = COMPRESSED | INFINITY;
  return bytes;
}

/** The point at infinity of G1, in its only encoding: c0 followed by zeros. */
export const g1Identity = (): Uint8Array => identity(G1_SIZE);

/** The point at infinity of G2, in its only encoding: c0 followed by zeros. */
export const g2Identity = (): Uint8Array => identity(G2_SIZE);

/** True for the encoding of the point at infinity, of either group. */
export function isIdentity(point: Uint8Array): boolean {
  return point[0] === (COMPRESSED | INFINITY) && point.every((byte, at) => at === 0 || byte === 0);
}

function isFieldElement(point: Uint8Array, offset: number): boolean {
  for (let at = 0; at < FIELD_MODULUS.length; at++) {
    const mask = offset + at === 0 ? ~FLAGS : 0xff;
    const difference = ((point[offset + at] ?? 0) & mask) - (FIELD_MODULUS[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** True if the bytes have the form of a point other than infinity; whether it lies on the curve is not decided here. */
export function hasPointForm(bytes: Uint8Array, size: typeof G1_SIZE | typeof G2_SIZE): boolean {
  if (bytes.length !== size || ((bytes[0] ?? 0) & (COMPRESSED | INFINITY)) !== COMPRESSED) return false;
  return isFieldElement(bytes, 0) && (size === G1_SIZE || isFieldElement(bytes, G1_SIZE));
}
