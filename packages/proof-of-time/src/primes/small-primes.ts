/**
 * Trial division.
 *
 * Most random odd numbers have a small factor, so it pays to look for one before any power is computed. First a few
 * primes, by the remainder modulo a 32-bit product of them; then all primes up to a bound that grows with the number,
 * by one gcd with their product.
 */
import { gcd } from '../integers/gcd.ts';

/** Odd primes up to `bound`, by the sieve of Eratosthenes. */
export function oddPrimesUpTo(bound: number): number[] {
  const composite = new Uint8Array(bound + 1);
  const primes: number[] = [];
  for (let n = 3; n <= bound; n += 2) {
    if (composite[n] === 1) continue;
    primes.push(n);
    for (let multiple = n * n; multiple <= bound; multiple += 2 * n) composite[multiple] = 1;
  }
  return primes;
}

/** The trial primes of a one-word number in the reference, which refuses these primes themselves (proofs B.2, step 1). */
const TABLE_BOUND = 233;

interface PrimeChunk {
  product: bigint;
  primes: number[];
}

function chunksBelow32Bits(primes: readonly number[]): PrimeChunk[] {
  const chunks: PrimeChunk[] = [];
  let product = 1;
  let members: number[] = [];
  for (const prime of primes) {
    if (product * prime >= 2 ** 32) {
      chunks.push({ product: BigInt(product), primes: members });
      product = 1;
      members = [];
    }
    product *= prime;
    members.push(prime);
  }
  chunks.push({ product: BigInt(product), primes: members });
  return chunks;
}

const tableChunks = chunksBelow32Bits(oddPrimesUpTo(TABLE_BOUND));

function productTree(factors: readonly bigint[]): bigint {
  if (factors.length <= 1) return factors[0] ?? 1n;
  const half = factors.length >> 1;
  return productTree(factors.slice(0, half)) * productTree(factors.slice(half));
}

const products = new Map<number, bigint>();

/** The product of the primes between the table and `bound`, made once. */
function productUpTo(bound: number): bigint {
  let product = products.get(bound);
  if (product === undefined) {
    const primes = oddPrimesUpTo(bound).filter((prime) => prime > TABLE_BOUND);
    product = productTree(primes.map(BigInt));
    products.set(bound, product);
  }
  return product;
}

/**
 * Where trial division stops paying: measured against one strong test, which costs the cube of the length. Every bound
 * is below the number itself, so that beyond the table no prime is refused.
 */
function productBound(bits: number): number {
  if (bits < 128) return 0;
  if (bits < 400) return 4096;
  return bits < 800 ? 16384 : 32768;
}

/** Whether odd n > 0 has a prime factor in the table (n itself counts), or a larger one below its bound. */
export function hasSmallFactor(n: bigint, bits: number): boolean {
  for (const { product, primes } of tableChunks) {
    const rest = Number(n % product);
    for (const prime of primes) if (rest % prime === 0) return true;
  }
  const bound = productBound(bits);
  return bound > 0 && gcd(n, productUpTo(bound) % n) !== 1n;
}
