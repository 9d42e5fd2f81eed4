/** One CBOR item of a valid frame: where its head and its content are. */
export interface Item {
  readonly major: number;
  readonly start: number;
  readonly headEnd: number;
  readonly end: number;
  /** What its head says: a value, a length, a count of items or of entries. */
  readonly argument: number;
  /** Of a map: where each key starts and its value ends. */
  readonly entries: readonly (readonly [start: number, end: number])[];
}

export const MAJOR = { UNSIGNED: 0, NEGATIVE: 1, BYTES: 2, TEXT: 3, ARRAY: 4, MAP: 5, TAG: 6 } as const;

/** Every item of a valid frame, the inner ones before those around them. */
export function itemsOf(frame: Uint8Array): readonly Item[] {
  const items: Item[] = [];
  let at = 0;

  function argument(): number {
    const info = (frame[at++] ?? 0) & 0x1f;
    if (info < 24) return info;
    let value = 0;
    for (let left = 1 << (info - 24); left > 0; left--) value = value * 256 + (frame[at++] ?? 0);
    return value;
  }

  function walk(): void {
    const start = at;
    const major = (frame[start] ?? 0) >> 5;
    const value = argument();
    const headEnd = at;
    const entries: [number, number][] = [];
    if (major === MAJOR.BYTES || major === MAJOR.TEXT) at += value;
    if (major === MAJOR.TAG) walk();
    if (major === MAJOR.ARRAY) for (let left = value; left > 0; left--) walk();
    if (major === MAJOR.MAP)
      for (let left = value; left > 0; left--) {
        const keyStart = at;
        walk();
        walk();
        entries.push([keyStart, at]);
      }
    items.push({ major, start, headEnd, end: at, argument: value, entries });
  }

  walk();
  return items;
}

/** The shortest head of a major type with an argument below 2^64. */
export function head(major: number, argument: number | bigint): Uint8Array {
  const value = BigInt(argument);
  if (value < 24n) return Uint8Array.of((major << 5) | Number(value));
  const width = [0, 1, 2, 3].find((power) => value < 1n << BigInt(8 << power)) ?? 3;
  return longHead(major, value, width);
}

/** A head with an argument of 1, 2, 4 or 8 bytes (`width` 0 to 3), shortest or not. */
export function longHead(major: number, argument: bigint, width: number): Uint8Array {
  const bytes = new Uint8Array(1 + (1 << width));
  bytes[0] = (major << 5) | (24 + width);
  let left = argument;
  for (let at = bytes.length - 1; at > 0; at--) {
    bytes[at] = Number(left & 0xffn);
    left >>= 8n;
  }
  return bytes;
}
