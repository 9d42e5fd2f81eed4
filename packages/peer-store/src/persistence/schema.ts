import type { Migration } from '@salvia/database';

/** Tables of this package; times in seconds since 1970. */
export interface PeerSchema {
  /** One row. */
  peer_book: {
    id: number;
    /** 32 bytes that key the hashes. */
    secret: Uint8Array;
    last_good: number;
  };
  peer_entry: {
    id: number;
    host: string;
    port: number;
    source_host: string;
    source_port: number;
    timestamp: number;
    last_try: number;
    last_success: number;
    attempts: number;
    last_counted: number;
    tried: number;
  };
  /** The taken slots of the new table. Those of the tried one follow from the hashes. */
  peer_new_slot: {
    slot: number;
    entry: number;
  };
  peer_challenger: {
    entry: number;
  };
  introducer_peer: {
    host: string;
    port: number;
    seen_at: number;
    vetted_at: number;
    answered: number;
  };
}

const PEER_NUMBERS = ['timestamp', 'last_try', 'last_success', 'attempts', 'last_counted', 'tried'] as const;
const INTRODUCER_NUMBERS = ['seen_at', 'vetted_at', 'answered'] as const;

/** Give these to `openDatabase`. */
export const peerMigrations: Readonly<Record<string, Migration>> = {
  'peers-0001': {
    async up(db) {
      for (const [table, numbers] of [
        ['peer', PEER_NUMBERS],
        ['introducer_peer', INTRODUCER_NUMBERS],
      ] as const) {
        let builder = db.schema
          .createTable(table)
          .addColumn('host', 'text', (column) => column.notNull())
          .addColumn('port', 'integer', (column) => column.notNull());
        for (const name of numbers) builder = builder.addColumn(name, 'integer', (column) => column.notNull());
        await builder.addPrimaryKeyConstraint(`${table}_key`, ['host', 'port']).execute();
      }
    },
  },
  /** From one list to tables of buckets. Peers of the list are placed when the book is loaded. */
  'peers-0002': {
    async up(db) {
      await db.schema
        .createTable('peer_book')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('secret', 'blob', (column) => column.notNull())
        .addColumn('last_good', 'integer', (column) => column.notNull())
        .execute();
      let entries = db.schema
        .createTable('peer_entry')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('host', 'text', (column) => column.notNull())
        .addColumn('port', 'integer', (column) => column.notNull())
        .addColumn('source_host', 'text', (column) => column.notNull())
        .addColumn('source_port', 'integer', (column) => column.notNull());
      for (const name of PEER_NUMBERS) entries = entries.addColumn(name, 'integer', (column) => column.notNull());
      await entries.execute();
      await db.schema
        .createTable('peer_new_slot')
        .addColumn('slot', 'integer', (column) => column.primaryKey())
        .addColumn('entry', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('peer_challenger')
        .addColumn('entry', 'integer', (column) => column.primaryKey())
        .execute();
      await db
        .insertInto('peer_entry')
        .columns(['host', 'port', 'source_host', 'source_port', ...PEER_NUMBERS])
        .expression(
          db.selectFrom('peer').select(['host', 'port', 'host as source_host', 'port as source_port', ...PEER_NUMBERS]),
        )
        .execute();
      await db.schema.dropTable('peer').execute();
    },
  },
};
