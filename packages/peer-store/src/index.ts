export { type Address, addressKey, isIpAddress, isLoopback, isPublic, normalHost } from './address/address.ts';
export { addressGroup, peerGroup, peerKey } from './address/group.ts';
export { bucketPosition, newBucket, Table, triedBucket } from './book/hashing.ts';
export { isTerrible, type PeerEntry, selectionChance } from './book/peer-entry.ts';
export {
  createIntroducerList,
  type IntroducerList,
  type IntroducerListDependencies,
  type IntroducerListOptions,
} from './introducer/introducer-list.ts';
export {
  createPeerStore,
  type HearsayOptions,
  type PeerStore,
  type PeerStoreDependencies,
  type PeerStoreOptions,
  type SelectOptions,
} from './peer-store.ts';
export { type PeerSchema, peerMigrations } from './persistence/schema.ts';
export { type Clock, systemClock } from './util/clock.ts';
export type { RandomBytes } from './util/dice.ts';
export type { Log } from './util/log.ts';
