/** Mojos of one coin (wallet, units). */
const MOJOS = 10n ** 12n;
const DECIMALS = 12;

/** Coins, with as many decimals as it takes, and the currency of the network: its address prefix in capitals. */
export function formatAmount(mojos: bigint, addressPrefix: string): string {
  const size = mojos < 0n ? -mojos : mojos;
  const decimals = (size % MOJOS).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  const coins = `${size / MOJOS}${decimals === '' ? '' : `.${decimals}`}`;
  return `${mojos < 0n ? '-' : ''}${coins} ${addressPrefix.toUpperCase()}`;
}
