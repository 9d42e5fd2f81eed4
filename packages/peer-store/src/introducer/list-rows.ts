import type { Database } from '@salvia/database';
import { type Address, addressKey } from '../address/address.ts';
import type { PeerSchema } from '../persistence/schema.ts';
import type { IntroducerPeer } from './recency.ts';

type Row = PeerSchema['introducer_peer'];

const rowOf = ({ host, port, seenAt, vettedAt, answered }: IntroducerPeer): Row => ({
  host,
  port,
  seen_at: seenAt,
  vetted_at: vettedAt,
  answered: answered ? 1 : 0,
});

const peerOf = ({ host, port, seen_at, vetted_at, answered }: Row): IntroducerPeer => ({
  host,
  port,
  seenAt: seen_at,
  vettedAt: vetted_at,
  answered: answered !== 0,
});

/** The known peers, the latest last. */
export async function loadPeers({ db }: Database<PeerSchema>): Promise<IntroducerPeer[]> {
  return (await db.selectFrom('introducer_peer').selectAll().orderBy('seen_at').execute()).map(peerOf);
}

/** Writes peers as they are now, in one transaction; those that are not known any more are deleted. */
export async function savePeers(
  database: Database<PeerSchema>,
  changed: Iterable<Address>,
  find: (address: Address) => IntroducerPeer | undefined,
): Promise<void> {
  const rows = [...changed].map((address) => [address, find(address)] as const);
  await database.transaction(async (trx) => {
    for (const [{ host, port }, peer] of rows) {
      if (peer !== undefined) await trx.replaceInto('introducer_peer').values(rowOf(peer)).execute();
      else await trx.deleteFrom('introducer_peer').where('host', '=', host).where('port', '=', port).execute();
    }
  });
}

/** Addresses that are still to be written. */
export class ChangedAddresses {
  #addresses = new Map<string, Address>();

  add({ host, port }: Address): void {
    const address = { host, port };
    this.#addresses.set(addressKey(address), address);
  }

  /** Hands them over to be written; takes them back if that fails. */
  async write(write: (addresses: Iterable<Address>) => Promise<void>): Promise<void> {
    if (this.#addresses.size === 0) return;
    const taken = this.#addresses;
    this.#addresses = new Map();
    try {
      await write(taken.values());
    } catch (error) {
      this.#addresses = new Map([...taken, ...this.#addresses]);
      throw error;
    }
  }
}
