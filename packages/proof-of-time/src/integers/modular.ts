/**
 * 2^exponent mod m. Multiplying by 2 is a shift, and the first squarings need no reduction at all: the leading bits of
 * the exponent are taken at once, as long as two to their power stays below m.
 */
export function powerOfTwoMod(exponent: bigint, m: bigint): bigint {
  const bits = exponent.toString(2);
  const short = Math.min(bits.length, Math.max(0, m.toString(2).length - 1).toString(2).length - 1);
  let result = (1n << BigInt(`0b0${bits.slice(0, short)}`)) % m;
  for (let i = short; i < bits.length; i++) {
    result = (result * result) % m;
    if (bits.charCodeAt(i) === 49) {
      result <<= 1n;
      if (result >= m) result -= m;
    }
  }
  return result;
}

/**
 * Jacobi's symbol (d/n) for a small odd d and an odd n > 0, by quadratic reciprocity:
 * (d/n) = (-1)^((d-1)/2 · (n-1)/2) (n/d) for odd d > 0, and (-1/n) = (-1)^((n-1)/2).
 */
export function jacobi(d: number, n: bigint): number {
  const size = Math.abs(d);
  const nMod4 = Number(n & 3n);
  let sign = d < 0 && nMod4 === 3 ? -1 : 1;
  if (size % 4 === 3 && nMod4 === 3) sign = -sign;
  return sign * jacobiNumber(Number(n % BigInt(size)), size);
}

function jacobiNumber(numerator: number, odd: number): number {
  let a = numerator;
  let n = odd;
  let sign = 1;
  while (a !== 0) {
    while (a % 2 === 0) {
      a /= 2;
      if (n % 8 === 3 || n % 8 === 5) sign = -sign;
    }
    [a, n] = [n, a];
    if (a % 4 === 3 && n % 4 === 3) sign = -sign;
    a %= n;
  }
  return n === 1 ? sign : 0;
}
