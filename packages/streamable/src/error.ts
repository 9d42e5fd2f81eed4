/** What can be wrong with a value or its bytes. */
export type StreamableErrorCode =
  /** The input ends before the value does. */
  | 'TRUNCATED'
  /** Bytes are left after a complete top-level value. */
  | 'TRAILING_BYTES'
  /** An optional marker other than 00 and 01, or a bool word other than 0 and 1. */
  | 'BAD_FLAG'
  /** An integer outside its type's range, or a text or list too long for its length prefix. */
  | 'OUT_OF_RANGE'
  /** A value of another kind than the codec's: text for a number, 31 bytes for 32, a tuple of another length. */
  | 'BAD_SHAPE'
  /** Bytes that are not UTF-8, or text that UTF-8 cannot express. */
  | 'BAD_TEXT'
  /** Flag bits or padding of a compressed curve point are wrong, or (in codecs built with `refine`) it is no point. */
  | 'BAD_POINT'
  /** A program is not its own shortest encoding (only where that is demanded). */
  | 'NOT_SHORTEST'
  /** A record or message lacks a field. */
  | 'MISSING_FIELD'
  /** A record or message has a field that its type does not declare. */
  | 'UNKNOWN_FIELD'
  /** A check added with `refine` refused the value. */
  | 'REFUSED';

/** A value or its bytes do not fit a codec. `path` names the field, outermost first: `header.data.weight`. */
export class StreamableError extends Error {
  readonly code: StreamableErrorCode;
  readonly path: string;
  readonly detail: string;

  constructor(code: StreamableErrorCode, detail: string, path = '') {
    super(`${code}: ${path === '' ? '' : `${path}: `}${detail}`);
    this.name = 'StreamableError';
    this.code = code;
    this.detail = detail;
    this.path = path;
  }
}

/** Adds the name of the enclosing field to an error of ours; passes any other on. */
export function within(error: unknown, step: string): unknown {
  if (!(error instanceof StreamableError)) return error;
  const separator = error.path === '' || error.path.startsWith('[') ? '' : '.';
  return new StreamableError(error.code, error.detail, `${step}${separator}${error.path}`);
}
