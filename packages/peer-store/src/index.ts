export {
  type Address,
  addressGroup,
  addressKey,
  isIpAddress,
  isLoopback,
  isPublic,
  normalHost,
} from './address.ts';
export type { Log } from './autosave.ts';
export {
  createIntroducerList,
  type IntroducerList,
  type IntroducerListDependencies,
  type IntroducerListOptions,
} from './introducer-list.ts';
export { isTerrible, type PeerEntry, selectionChance } from './peer-entry.ts';
export { createPeerStore, type PeerStore, type PeerStoreDependencies, type PeerStoreOptions } from './peer-store.ts';
export { type PeerSchema, peerMigrations } from './schema.ts';
