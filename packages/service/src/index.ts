export { type CommonConfig, commonOptions } from './config/common.ts';
export { DEFAULT_PORTS, type Role } from './config/default-ports.ts';
export { type Endpoint, endpoint, endpoints, formatEndpoint, texts } from './config/endpoint.ts';
export type { Environment } from './config/environment.ts';
export type { Printed } from './config/flags.ts';
export { type ConfigSchema, loadConfig } from './config/load.ts';
export { isLoopback } from './config/loopback.ts';
export { readNetworkFile } from './config/network-file.ts';
export type { ServiceContext, ServiceDefinition } from './lifecycle/definition.ts';
export { type PeerServer, peerPart } from './lifecycle/peer-part.ts';
export type { ReadyInfo } from './lifecycle/ready-file.ts';
export { runService } from './lifecycle/run-service.ts';
export { type RunningService, startService } from './lifecycle/start-service.ts';
export type { Startable } from './lifecycle/startable.ts';
export { createLog, type Log, type ServiceLog } from './log/logger.ts';
export { createMetrics, type Metrics } from './metrics/metrics.ts';
export { createNetworkMetrics, type NetworkMetrics } from './metrics/network.ts';
export { createRate, type Rate } from './metrics/rate.ts';
export { addBanRoutes, type BanView } from './rpc/bans.ts';
export {
  createRpcClient,
  type RemoteConnection,
  type RpcClient,
  RpcClientError,
  type RpcClientOptions,
} from './rpc/client.ts';
export { addConnectionsRoute, type ConnectionView } from './rpc/connections.ts';
export { type JsonValue, type RpcValue, toRpcJson } from './rpc/json.ts';
export type { RpcRouter } from './rpc/router.ts';
export { RpcError, type RpcErrorCode, RpcRefusal } from './rpc/rpc-error.ts';
export { decimal, hexBytes } from './rpc/schemas.ts';
export { type RpcTls, readRpcTls } from './rpc/tls.ts';
export { ServiceError, type ServiceErrorCode } from './service-error.ts';
export { VERSION } from './version.ts';
