import type { Codec } from './codec.ts';
import { StreamableError, type StreamableErrorCode } from './error.ts';
import type { DecodeOptions } from './reader.ts';

/**
 * The same codec with one more demand on what is read, in every view. Writing does not repeat the check: values come
 * from reading or from code that makes valid ones. Reading with `trusted` skips it.
 */
export function refine<C extends Codec<T>, T>(
  codec: C & Codec<T>,
  accepts: (value: T) => boolean,
  code: StreamableErrorCode = 'REFUSED',
): C {
  const checked = (value: T, options?: DecodeOptions): T => {
    if (options?.trusted !== true && !accepts(value)) throw new StreamableError(code, `not a valid ${codec.name}`);
    return value;
  };
  return {
    ...codec,
    read: (input) => checked(codec.read(input), input.options),
    decode: (bytes, options) => checked(codec.decode(bytes, options), options),
    fromCbor: (value, options) => checked(codec.fromCbor(value, options), options),
    fromJson: (value) => checked(codec.fromJson(value)),
  } satisfies Codec<T> as C;
}
