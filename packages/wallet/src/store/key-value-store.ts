import type { Sql } from '@salvia/database';
import type { WalletInfo } from '../state/api.ts';
import type { WalletSchema } from './schema.ts';

/** Single values, and the list of wallets. */
export interface KeyValueStore {
  get(key: string): string | undefined;
  put(key: string, value: string): void;
  wallets(): WalletInfo[];
  addWallet(wallet: WalletInfo): void;
}

export const createKeyValueStore = ({ db, all, first, run }: Sql<WalletSchema>): KeyValueStore => ({
  get: (key) => first(db.selectFrom('key_values').select('value').where('key', '=', key))?.value,
  put: (key, value) => {
    run(db.replaceInto('key_values').values({ key, value }));
  },
  wallets: () => all(db.selectFrom('wallets').select(['id', 'name', 'type']).orderBy('id')),
  addWallet: (wallet) => {
    run(db.insertInto('wallets').values({ ...wallet, data: '' }));
  },
});
