export { type Ban, type BanList, createBanList } from './bans/ban-list.ts';
export { type BanStore, type BanStoreOptions, createBanStore } from './bans/ban-store.ts';
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
export { openPeerBook, type PeerBook, type PeerBookOptions } from './peer-book.ts';
export { openPeerFiles, type PeerFiles, type PeerFilesOptions } from './peer-files.ts';
export { createServer } from './server/create-server.ts';
export type {
  ConnectionWatcher,
  DialOptions,
  KeptPeer,
  OnConnect,
  Server,
  ServerOptions,
} from './server/options.ts';
export { systemTimers, type Timers } from './timers.ts';
export {
  type Authority,
  type AuthorityOptions,
  authorityFiles,
  type CertificateRequest,
  createAuthority,
  type IssueOptions,
  issueCertificate,
  issueToFolder,
  loadAuthority,
  newAuthority,
  readRequestFile,
} from './tls/authority.ts';
export { ensureIdentity, type IdentityContext, loadIdentity, type TlsIdentity } from './tls/identity.ts';
export { identityFiles } from './tls/identity-files.ts';
export { nodeIdOf } from './tls/keys.ts';
export { newIdentity } from './tls/new-identity.ts';
export { createCertificateRequest, createSelfSigned } from './tls/node-certificate.ts';
export { TlsError, type TlsErrorCode, type TlsErrorContext } from './tls/tls-error.ts';
export type {
  DialRequest,
  FrameSocket,
  FrameSocketEvents,
  ListenRequest,
  PeerCertificate,
  Transport,
  TransportListener,
} from './transport/transport.ts';
export { type WebSocketOptions, webSocketTransport } from './transport/web-socket/transport.ts';
