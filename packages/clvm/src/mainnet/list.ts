import { PAIR } from '../atom-encoding.ts';
import { shortestFormEnd } from '../shortest-form.ts';

export const NIL_BYTE = 0x80;

/** Where the items of the proper list that fills `bytes` start; `null` if it is none. The bytes are known to be in their
 * shortest form. */
export function listItems(bytes: Uint8Array): readonly number[] | null {
  const starts: number[] = [];
  let at = 0;
  while (bytes[at] === PAIR) {
    starts.push(at + 1);
    at = shortestFormEnd(bytes, at + 1);
  }
  return bytes[at] === NIL_BYTE ? starts : null;
}
