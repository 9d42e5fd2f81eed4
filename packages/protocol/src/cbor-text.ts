const LONGEST = 32;

/** Short ASCII text, which all keys and most names are, without the cost of a text decoder; null for any other. */
export function shortAscii(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > LONGEST) return null;
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte > 0x7f) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}
