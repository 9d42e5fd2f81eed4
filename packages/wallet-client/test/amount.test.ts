import { describe, expect, test } from '@jest/globals';
import { formatAmount } from '../src/index.ts';

describe('an amount as text', () => {
  test.each([
    [0n, '0 TXCH'],
    [1n, '0.000000000001 TXCH'],
    [1_500_000_000_000n, '1.5 TXCH'],
    [-2_000_000_000_000n, '-2 TXCH'],
    [18_446_744_073_709_551_615n, '18446744.073709551615 TXCH'],
  ])('%s mojos', (mojos, text) => {
    expect(formatAmount(mojos, 'txch')).toBe(text);
  });
});
