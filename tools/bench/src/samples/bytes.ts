import { createHash } from 'node:crypto';

/** 32 bytes that are the same in every run and differ from all others of that label. */
export function hash32(label: string, index: number = 0): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(`${label} ${index}`).digest());
}

/** Element of a list that is taken as a ring. */
export const around = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
