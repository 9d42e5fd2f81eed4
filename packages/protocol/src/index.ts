export { MAX_FRAME_BYTES } from './catalogue/caps.ts';
export {
  type AnyMessage,
  type BodyOf,
  type Catalogue,
  catalogue,
  isMessageName,
  isRouted,
  largestFrame,
  type MessageName,
  messageNames,
} from './catalogue/index.ts';
export type { CatalogueRow, RateCap, Route } from './catalogue/row.ts';
export { decodeCbor } from './cbor-decode.ts';
export { encodeCbor } from './cbor-encode.ts';
export {
  type ConstantName,
  type ConstantProblem,
  type Constants,
  checkConstants,
  constantNames,
  DEFAULT_CONSTANTS,
  defaultConstants,
} from './constants.ts';
export { type DecodeContext, decodeMessage, encodeMessage, readEnvelope } from './envelope.ts';
export { type CoinRules, ErrorCode, type ErrorContext, type ErrorName, errorName, ProtocolError } from './errors.ts';
export { type Handler, type Handlers, handle, type Peer, type ReceivedBy } from './handlers.ts';
export {
  checkHandshake,
  checkHandshakeAck,
  decodeHandshake,
  type HandshakeContext,
  PROTOCOL_VERSION,
  peersOf,
} from './handshake.ts';
export {
  challengeHash,
  challengeOf,
  coinName,
  filterHash,
  headerBlockHash,
  headerDataHash,
  headerHash,
  peerInfoHash,
  plotId,
  proofOfSpaceHash,
  proofsHash,
  spendBundleName,
} from './hashes.ts';
export type { NoFields } from './messages/any-payload.ts';
export * as messages from './messages/index.ts';
export type { Handshake } from './messages/shared.ts';
export {
  deriveNetworkId,
  genesisBlock,
  NetworkFileError,
  networkFileToJson,
  parseNetworkFile,
} from './network-file.ts';
export type { NetworkFile } from './network-file-schema.ts';
export { close, encodeOutbound, type OutboundMessage, out, type ReceiverOf } from './outbound.ts';
export {
  Challenge,
  ClassgroupElement,
  Coin,
  CoinbaseInfo,
  CoinRecord,
  CoinSolution,
  FullBlock,
  GeneratorResponse,
  Header,
  HeaderBlock,
  HeaderData,
  PeerInfo,
  PoolTarget,
  ProofOfSpace,
  ProofOfTime,
  publicKey,
  SpendBundle,
  signature,
  TimestampedPeerInfo,
} from './records/index.ts';
export {
  Delivery,
  MempoolInclusionStatus,
  NodeType,
  type NodeTypeName,
  nodeTypeName,
  ReceiveBlockResult,
} from './roles.ts';
