import type { Sql } from '@salvia/database';
import type { Acknowledgement } from '../state/api.ts';
import type { WalletSchema } from './schema.ts';

/** What full nodes said of transactions, each once (wallet 4.8, NEW). */
export interface AcknowledgementStore {
  /** In order of the peers' names. */
  of(transactionId: Uint8Array): Acknowledgement[];
  /** Notes whom a transaction is sent to: others that never answered are forgotten. */
  ask(transactionId: Uint8Array, peers: readonly string[]): void;
  put(transactionId: Uint8Array, acknowledgement: Acknowledgement): void;
  forget(transactionId: Uint8Array): void;
}

export function createAcknowledgementStore({ db, all, run }: Sql<WalletSchema>): AcknowledgementStore {
  const table = db.selectFrom('acknowledgements').select(['peer', 'status', 'error']).orderBy('peer');
  const remove = (id: Uint8Array) => db.deleteFrom('acknowledgements').where('transaction_id', '=', id);
  return {
    of: (id) => all(table.where('transaction_id', '=', id)),
    ask: (id, peers) => {
      run(remove(id).where('status', 'is', null));
      for (const peer of peers) {
        const row = { transaction_id: id, peer, status: null, error: null };
        run(
          db
            .insertInto('acknowledgements')
            .values(row)
            .onConflict((conflict) => conflict.doNothing()),
        );
      }
    },
    put: (id, acknowledgement) => {
      run(db.replaceInto('acknowledgements').values({ transaction_id: id, ...acknowledgement }));
    },
    forget: (id) => {
      run(remove(id));
    },
  };
}
