import { type CommonConfig, isRpcSecure } from '../config/common.ts';
import type { Log } from '../log/logger.ts';
import { addEventLoopMetrics } from '../metrics/event-loop.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { addProcessMetrics } from '../metrics/process.ts';
import { createRpcApp } from '../rpc/app.ts';
import { createRouter } from '../rpc/router.ts';
import { createRpcServer } from '../rpc/server.ts';
import { readRpcTls, tlsFolderOf } from '../rpc/tls.ts';
import { VERSION } from '../version.ts';
import type { ServiceDefinition } from './definition.ts';
import { startError } from './listen-error.ts';
import { type ReadyInfo, removeReadyFile, writeReadyFile } from './ready-file.ts';
import { createSequence } from './sequence.ts';

/** How long all parts together may take to stop. */
const STOP_LIMIT_MS = 10_000;

export interface RunningService {
  readonly ports: ReadyInfo;
  readonly rpcUrl: string;
  /** Stops all parts, last first; false if one failed or took too long. Later calls give the same answer. */
  stop(): Promise<boolean>;
}

/** Builds and starts a service in this process; what fails is thrown as a coded `ServiceError`, with everything stopped. */
export async function startService<C extends CommonConfig>(
  definition: Omit<ServiceDefinition<C>, 'schema'>,
  config: C,
  log: Log,
  fatal: (error: unknown) => void,
): Promise<RunningService> {
  const metrics = createMetrics();
  addProcessMetrics(metrics, definition.name, VERSION);
  const eventLoop = addEventLoopMetrics(metrics);
  let ready = false;
  const app = createRpcApp({
    name: definition.name,
    version: VERSION,
    rpcHost: config.rpcHost,
    metrics,
    log,
    isReady: () => ready,
  });
  const readTls = isRpcSecure(config) ? () => readRpcTls(tlsFolderOf(config)) : null;
  const rpcServer = createRpcServer(app, config.rpcHost, config.rpcPort, readTls);
  const stopAll = async (stop: (limitMs: number) => Promise<boolean>) => {
    ready = false;
    eventLoop.stop();
    if (config.readyFile !== null) removeReadyFile(config.readyFile);
    return stop(STOP_LIMIT_MS);
  };
  try {
    const parts = await definition.build({ config, log, metrics, rpc: createRouter(app), fatal });
    const sequence = createSequence([rpcServer, ...parts], log);
    try {
      await sequence.start();
    } catch (error) {
      await stopAll(sequence.stop);
      throw error;
    }
    ready = true;
    eventLoop.reset();
    const port = parts.find((part) => part.port !== undefined)?.port ?? null;
    const ports = { pid: process.pid, port, rpcPort: rpcServer.port };
    if (config.readyFile !== null) writeReadyFile(config.readyFile, ports);
    let stopped: Promise<boolean> | null = null;
    return {
      ports,
      rpcUrl: rpcUrl(readTls === null ? 'http' : 'https', config.rpcHost, rpcServer.port),
      stop: () => {
        stopped ??= stopAll(sequence.stop);
        return stopped;
      },
    };
  } catch (error) {
    eventLoop.stop();
    throw startError(error, config);
  }
}

/** The URL that reaches an RPC server from its own machine. */
function rpcUrl(scheme: string, host: string, port: number): string {
  const reachable =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${reachable}:${port}`;
}
