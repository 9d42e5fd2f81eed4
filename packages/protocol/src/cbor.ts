import type { CborValue } from '@salvia/streamable';
import { Decoder } from 'cbor-x';

/** No record extension, maps as maps: what the strict reading has let through is read as what it is. */
const codec = new Decoder({ useRecords: false, mapsAsObjects: false });

/** The value of bytes that passed the strict reading. Byte strings alias the input. */
export const decodeCbor = (bytes: Uint8Array): CborValue => codec.decode(bytes) as CborValue;
