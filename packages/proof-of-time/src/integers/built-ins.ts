/**
 * Built-in functions of the innermost loops, bound once. Where modules run in a sandbox, as under a test runner, every use of
 * a global name is a look-up through an interceptor, and squaring is six times slower.
 */
export const { floor } = Math;
export const toNumber = Number;
export const toBigInt = BigInt;
