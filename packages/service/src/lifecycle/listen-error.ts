import type { CommonConfig } from '../config/common.ts';
import { oneLine, ServiceError } from '../service-error.ts';

interface ListenFailure {
  readonly code: string;
  readonly port?: number;
  readonly address?: string;
}

/** Turns what was thrown at start into a coded error; a port that cannot be had is explained. */
export function startError(thrown: unknown, config: CommonConfig): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  const failure = listenFailure(thrown);
  if (failure === null) return new ServiceError('START_FAILED', oneLine(thrown), {}, thrown);
  const rpc = failure.port === config.rpcPort;
  const where = `${failure.address ?? (rpc ? config.rpcHost : config.host)}:${failure.port}`;
  const [option, flag, variable] = rpc
    ? ['rpcPort', '--rpc-port', 'SALVIA_RPC_PORT']
    : ['port', '--port', 'SALVIA_PORT'];
  const context = { port: failure.port, option };
  const choose = `choose another with ${flag} or ${variable} (0 takes any free one)`;
  if (failure.code === 'EADDRINUSE') {
    const line = `port in use: ${where} (option ${option}) is taken; stop the program that listens there, or ${choose}`;
    return new ServiceError('PORT_IN_USE', line, context, thrown);
  }
  const line = `cannot listen on ${where} (option ${option}): ${failure.code}; ${choose}`;
  return new ServiceError('PORT_FORBIDDEN', line, context, thrown);
}

/** The failed `listen` somewhere in a chain of causes. */
function listenFailure(thrown: unknown): ListenFailure | null {
  for (let error = thrown; typeof error === 'object' && error !== null; error = (error as Error).cause) {
    const { syscall } = error as NodeJS.ErrnoException;
    if (syscall === 'listen') return error as ListenFailure;
  }
  return null;
}
