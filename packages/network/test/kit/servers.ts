import {
  catalogue,
  type Handler,
  type Handlers,
  type MessageName,
  messageNames,
  type NodeType,
  type Peer,
} from '@salvia/protocol';
import { createServer, type Log, type NetworkObserver, type Server, type ServerOptions } from '../../src/index.ts';

export const NETWORK_ID = 'test-network';

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A message that a handler got. */
export interface Received {
  readonly name: MessageName;
  readonly body: unknown;
  readonly peer: Peer;
}

/** Handlers of a role that note what they get and answer nothing, but for those given. */
export function recordingHandlers<Role extends NodeType>(
  role: Role,
  received: Received[],
  special: Partial<Handlers<Role>> = {},
): Handlers<Role> {
  const names = messageNames.filter(
    (name) => catalogue[name].taker === 'role' && catalogue[name].routes.some(([, to]) => to === role),
  );
  const table = names.map((name): [string, Handler<MessageName>] => {
    const own = (special as Record<string, Handler<MessageName> | undefined>)[name];
    return [
      name,
      async function* (body, peer) {
        received.push({ name, body, peer });
        if (own !== undefined) yield* own(body, peer);
      },
    ];
  });
  return Object.fromEntries(table) as unknown as Handlers<Role>;
}

export interface TestServer extends Server {
  readonly received: Received[];
  /** Codes of errors, in order. */
  readonly errors: string[];
}

export type TestOptions<Role extends NodeType> = Partial<Omit<ServerOptions<Role>, 'nodeType' | 'handlers'>> & {
  readonly handlers?: Partial<Handlers<Role>>;
};

/** Servers of one test; all are stopped by `stopAll`. */
export function createPark() {
  const servers: Server[] = [];
  return {
    async start<Role extends NodeType>(role: Role, options: TestOptions<Role> = {}): Promise<TestServer> {
      const received: Received[] = [];
      const errors: string[] = [];
      const observer: NetworkObserver = {
        ...options.observer,
        onError: (code, peer) => {
          errors.push(code);
          options.observer?.onError?.(code, peer);
        },
      };
      const server = createServer<Role>({
        networkId: NETWORK_ID,
        host: '127.0.0.1',
        port: 0,
        insecure: false,
        log: silentLog,
        ...options,
        // Tests send faster than any honest peer.
        limits: { rateScale: Number.POSITIVE_INFINITY, ...options.limits },
        nodeType: role,
        handlers: recordingHandlers(role, received, options.handlers),
        observer,
      });
      servers.push(server);
      await server.start();
      return Object.defineProperties(server, {
        received: { value: received },
        errors: { value: errors },
      }) as TestServer;
    },
    async stopAll(): Promise<void> {
      await Promise.all(servers.splice(0).map((server) => server.stop()));
    },
  };
}

/** Waits until a condition holds; the test's own time limit ends the waiting. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

export const at = (server: Server): { host: string; port: number } => ({ host: '127.0.0.1', port: server.port });

export const bytes32 = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

export const newTip = (height: number) => ({ height, weight: BigInt(height) * 10n, headerHash: bytes32(height % 256) });
