import type { CborValue } from '@salvia/streamable';
import { Encoder } from 'cbor-x';

/** The forms of network 0.2: no record extension, definite and shortest lengths, plain byte strings. */
const codec = new Encoder({
  useRecords: false,
  mapsAsObjects: false,
  tagUint8Array: false,
  variableMapSize: true,
});

/** The bytes of a value, in memory of the encoder: to be copied before anything else is encoded. */
export const viewCbor = (value: CborValue): Uint8Array => codec.encode(value);

/** The bytes of a value, in memory of their own. */
export const encodeCbor = (value: CborValue): Uint8Array => new Uint8Array(codec.encode(value));

/** The value of bytes that passed the strict reading. Byte strings alias the input. */
export const decodeCbor = (bytes: Uint8Array): CborValue => codec.decode(bytes) as CborValue;
