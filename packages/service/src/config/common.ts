import { z } from 'zod';
import { hasAuthority } from '../rpc/tls.ts';
import { DEFAULT_PORTS, type Role } from './default-ports.ts';
import { isLoopback } from './loopback.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const LOG_FORMATS = ['auto', 'json', 'pretty'] as const;

const portNumber = () => z.int().min(0).max(65535);

/** The options that every role has; a role's schema is `z.strictObject({ ...commonOptions('farmer'), … })`. */
export function commonOptions(role: Role) {
  const { port, rpcPort } = DEFAULT_PORTS[role];
  return {
    network: z.string().min(1).default('network.json').describe('path of the network file'),
    dataDir: z.string().min(1).default(`.salvia/${role}`).describe('folder where this service keeps its state'),
    host: z.string().min(1).default('127.0.0.1').describe('address to listen on for peers'),
    port: portNumber().default(port).describe('port to listen on for peers; 0 takes any free one'),
    tls: z
      .boolean()
      .default(true)
      .describe('TLS 1.3 with certificates on both ends for peers; false is plain ws, which peers must speak too'),
    tlsDir: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        "folder with node.key, node.crt and ca.crt, the certificate of the network's authority; null is tls in dataDir",
      ),
    insecure: z
      .boolean()
      .default(false)
      .describe('allow plain ws, unencrypted RPC, and private links without an authority beyond this machine'),
    rpcHost: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe(
        'address of the RPC server; beyond this machine it speaks TLS, to those with a certificate of the authority',
      ),
    rpcPort: portNumber().default(rpcPort).describe('port of the RPC server; 0 takes any free one'),
    readyFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('file to write {pid, port, rpcPort} to, as JSON, once the service runs'),
    logLevel: z.enum(LOG_LEVELS).default('info').describe('least severe level that is logged'),
    logFormat: z.enum(LOG_FORMATS).default('auto').describe('auto is pretty on a terminal and json elsewhere'),
    logFile: z.string().min(1).nullable().default(null).describe('file that gets a copy of the log, as JSON'),
  };
}

export type CommonConfig = z.output<z.ZodObject<ReturnType<typeof commonOptions>>>;

/** Whether RPC is served over TLS: beyond this machine, to those with a certificate of the network's authority. */
export const isRpcSecure = ({ tls, insecure, rpcHost }: CommonConfig): boolean =>
  tls && !insecure && !isLoopback(rpcHost);

/** Fields that would expose an unencrypted port to other machines without the option that allows it. */
export function exposedField(config: CommonConfig): 'host' | 'rpcHost' | null {
  if (config.insecure) return null;
  if (!config.tls && !isLoopback(config.host)) return 'host';
  return isLoopback(config.rpcHost) || (config.tls && hasAuthority(config)) ? null : 'rpcHost';
}
