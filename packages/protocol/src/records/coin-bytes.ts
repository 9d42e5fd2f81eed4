import { bytes32, Reader, StreamableError, Writer } from '@salvia/streamable';

/*
 * A coin by itself is parent, puzzle hash and the amount as a CLVM integer: two's complement, no redundant leading
 * byte, nothing for 0 (consensus 1.4). Amounts are never negative here, so the sign costs a zero byte where the top
 * bit is set.
 */

const HASH = 32;

interface CoinFields {
  readonly parentCoinInfo: Uint8Array;
  readonly puzzleHash: Uint8Array;
  readonly amount: bigint;
}

/** 0 to 9 bytes. */
function amountBytes(amount: bigint): Uint8Array {
  if (amount === 0n) return new Uint8Array();
  const digits = amount.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  const signed = Number.parseInt(even.charAt(0), 16) > 7 ? `00${even}` : even;
  return Uint8Array.from(signed.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

const LARGEST = 8;
const HALF = 2 ** 32;

/** Any number of bytes, redundant ones included; the top bit of the first is the sign. */
function readAmount(bytes: Uint8Array, from: number): bigint {
  if ((bytes[from] ?? 0) > 0x7f) throw new StreamableError('OUT_OF_RANGE', 'a negative amount', 'amount');
  let start = from;
  while (bytes[start] === 0) start++;
  if (bytes.length - start > LARGEST) throw new StreamableError('OUT_OF_RANGE', 'an amount above 64 bits', 'amount');
  let [high, low] = [0, 0];
  for (let at = start; at < bytes.length; at++) {
    const shifted = low * 0x100 + (bytes[at] as number);
    low = shifted % HALF;
    high = high * 0x100 + (shifted - low) / HALF;
  }
  return (BigInt(high) << 32n) | BigInt(low);
}

export function encodeCoin({ parentCoinInfo, puzzleHash, amount }: CoinFields): Uint8Array {
  if (amount < 0n || amount >= 1n << 64n) throw new StreamableError('OUT_OF_RANGE', `${amount} is no uint64`, 'amount');
  const out = new Writer(2 * HASH + 9);
  bytes32.write(out, parentCoinInfo);
  bytes32.write(out, puzzleHash);
  out.bytes(amountBytes(amount));
  return out.finish();
}

export function decodeCoin(bytes: Uint8Array): CoinFields {
  const input = new Reader(bytes);
  const parentCoinInfo = bytes32.read(input);
  const puzzleHash = bytes32.read(input);
  return { parentCoinInfo, puzzleHash, amount: readAmount(bytes, input.offset) };
}
