import { InvalidArgumentError } from 'commander';

/** Mojos of one coin (wallet, units). */
const MOJOS = 10n ** 12n;
const DECIMALS = 12;
const MOST = (1n << 64n) - 1n;

/** An amount of money: coins with up to 12 decimals (`1.5`), or mojos (`1500mojo`). */
export function amount(text: string): bigint {
  const value = mojosOf(text);
  if (value !== null && value <= MOST) return value;
  throw new InvalidArgumentError(
    'Allowed: coins with up to 12 decimals, such as 1.5, or mojos, such as 1500mojo; less than 2^64 mojos.',
  );
}

function mojosOf(text: string): bigint | null {
  const mojos = /^(\d{1,20})mojos?$/.exec(text);
  if (mojos) return BigInt(mojos[1] as string);
  const coins = /^(\d{1,8})(?:\.(\d{1,12}))?$/.exec(text);
  if (!coins) return null;
  return BigInt(coins[1] as string) * MOJOS + BigInt((coins[2] ?? '').padEnd(DECIMALS, '0'));
}
