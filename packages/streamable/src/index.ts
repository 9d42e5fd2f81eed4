export { bool } from './bool.ts';
export { bytes, bytes4, bytes32, bytes48, bytes96, bytes480, fixedBytes, privateKey } from './bytes.ts';
export {
  type AnyCodec,
  type CborValue,
  type Codec,
  type JsonValue,
  Pieces,
  UnreadArray,
  type ValueOf,
  type WireValue,
} from './codec.ts';
export { enumeration } from './enumeration.ts';
export { StreamableError, type StreamableErrorCode } from './error.ts';
export type { Field, FieldOptions, Fields, RecordOf } from './fields.ts';
export { hashOf } from './hash.ts';
export { int8, int16, int32, int64, int512, uint8, uint16, uint32, uint64, uint128 } from './integers.ts';
export { list } from './list.ts';
export { message } from './message.ts';
export { optional } from './optional.ts';
export { type ItemEnd, type PackedList, packedList } from './packed-list.ts';
export { g1, g2 } from './points.ts';
export { isShortestProgram, program, shortestProgram } from './program.ts';
export { type DecodeOptions, Reader } from './reader.ts';
export { refine } from './refine.ts';
export { cborHeadSize, sameBytes } from './shape.ts';
export { type RecordCodec, struct } from './struct.ts';
export { str } from './text.ts';
export { type TopLevelForm, withTopLevelForm } from './top-level.ts';
export { tuple } from './tuple.ts';
export { Writer } from './writer.ts';
