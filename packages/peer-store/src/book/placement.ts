import { type Address, isPublic } from '../address/address.ts';
import { peerGroup, peerKey } from '../address/group.ts';
import { bucketPosition, newBucket, Table, triedBucket } from './hashing.ts';
import { BUCKET_SIZE } from './limits.ts';

/** Where addresses have their slots. A slot is a bucket's number times the size of a bucket, plus the position in it. */
export interface Placement {
  triedSlot(address: Address): number;
  newSlot(address: Address, source: Address): number;
}

/**
 * @param privateAddresses Whether the network lives on private addresses. There, all nodes of a host or a site are one
 *   group, which would crowd them into a bucket or two; so each private address is taken for a group of its own.
 */
export function createPlacement(secret: Uint8Array, privateAddresses: boolean): Placement {
  const groupOf = (address: Address): Uint8Array =>
    privateAddresses && !isPublic(address.host) ? peerKey(address) : peerGroup(address.host);

  const slotIn = (table: Table, bucket: number, key: Uint8Array): number =>
    bucket * BUCKET_SIZE + bucketPosition(secret, table, bucket, key);

  return {
    triedSlot(address) {
      const key = peerKey(address);
      return slotIn(Table.TRIED, triedBucket(secret, key, groupOf(address)), key);
    },
    newSlot: (address, source) =>
      slotIn(Table.NEW, newBucket(secret, groupOf(address), groupOf(source)), peerKey(address)),
  };
}
