import { InvalidArgumentError } from 'commander';

/** An option of an integer in a range. */
export const integer =
  (min: number, max: number) =>
  (text: string): number => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Allowed: an integer from ${min} to ${max}.`);
  };

/** An option of an integer of up to 64 bits. */
export function uint64(text: string): bigint {
  const value = /^\d{1,20}$/.test(text) ? BigInt(text) : -1n;
  if (value >= 0n && value < 1n << 64n) return value;
  throw new InvalidArgumentError('Allowed: an integer from 0 to 2^64 - 1.');
}

/** An integer of any size, decimal or with 0x, with a sign or without. */
export function bigInteger(text: string): bigint {
  const match = /^(-?)(0x[0-9a-f]+|\d+)$/i.exec(text);
  if (!match) throw new InvalidArgumentError('Allowed: an integer, decimal or with 0x.');
  const value = BigInt(match[2] as string);
  return match[1] === '-' ? -value : value;
}

/** Bytes in hex, with or without 0x; of one size if it is given. */
export const hex =
  (size?: number) =>
  (text: string): Uint8Array => {
    const digits = text.replace(/^0x/i, '');
    const fits = size === undefined ? digits.length % 2 === 0 : digits.length === 2 * size;
    if (fits && /^[0-9a-f]*$/i.test(digits)) return new Uint8Array(Buffer.from(digits, 'hex'));
    throw new InvalidArgumentError(`Allowed: ${size === undefined ? 'bytes' : `${size} bytes`} in hex.`);
  };

/** A number above zero. */
export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Allowed: a number above 0.');
}

/** Adds up an option that may be given several times. */
export const repeated = (text: string, before: readonly string[] | undefined): string[] => [...(before ?? []), text];
