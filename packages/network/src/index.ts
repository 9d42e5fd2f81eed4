export { type BanList, createBanList } from './bans/ban-list.ts';
export { type Price, priceOf } from './bans/price.ts';
export type { ConnectionInfo } from './connection/connection.ts';
export { createDiscovery, type Discovery, type DiscoveryOptions } from './discovery/discovery.ts';
export {
  type Advertiser,
  createPeerExchange,
  type PeerExchange,
  type PeerExchangeDependencies,
} from './discovery/peer-exchange.ts';
export { defaultLimits, type NetworkLimits } from './limits.ts';
export type { Log } from './log.ts';
export { NetworkError, type NetworkErrorCode, type NetworkErrorContext } from './network-error.ts';
export type { NetworkObserver } from './observer.ts';
export { createServer } from './server/create-server.ts';
export type {
  ConnectionWatcher,
  DialOptions,
  KeptPeer,
  OnConnect,
  Server,
  ServerOptions,
} from './server/options.ts';
