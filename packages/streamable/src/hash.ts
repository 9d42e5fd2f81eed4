import { sha256 } from '@noble/hashes/sha2.js';
import type { Codec } from './codec.ts';

/** SHA-256 of a value's top-level form (consensus 1.5): 32 bytes. */
export const hashOf = <T>(codec: Codec<T>, value: T): Uint8Array => sha256(codec.encode(value));
