import { type Coin, coinName } from '@salvia/protocol';

const names = new WeakMap<Coin, Uint8Array>();

/** The name of a coin, worked out once: a large block's coins are named by roots, look-ups and stores alike. */
export function nameOf(coin: Coin): Uint8Array {
  const known = names.get(coin);
  if (known !== undefined) return known;
  const name = coinName(coin);
  names.set(coin, name);
  return name;
}
