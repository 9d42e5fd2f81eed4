/** What we did wrong ourselves, or what this machine refuses; what a peer does wrong is a ProtocolError. */
export interface NetworkErrorContext {
  /** Plain `ws` beyond this machine is an explicit choice. */
  INSECURE_ADDRESS: { host: string; option: 'insecure' };
  /** A private link to another machine, and nothing to know the right one by. */
  NO_AUTHORITY: { host: string };
  PORT_IN_USE: { host: string; port: number };
  /** The address does not exist here, or the port needs rights. */
  CANNOT_LISTEN: { host: string; port: number; cause: string };
  /** A connection to that address is being made already. */
  ALREADY_DIALLING: { host: string; port: number };
  NOT_RUNNING: Record<never, never>;
}

export type NetworkErrorCode = keyof NetworkErrorContext;

const describe: { [Code in NetworkErrorCode]: (context: NetworkErrorContext[Code]) => string } = {
  INSECURE_ADDRESS: ({ host, option }) =>
    `${host} is not this machine, and connections are not encrypted: use TLS, or set the option ${option} to allow that`,
  NO_AUTHORITY: ({ host }) =>
    `${host} is not this machine, and a private link to it needs certificates of the network's authority: none is in the TLS folder`,
  PORT_IN_USE: ({ host, port }) =>
    `${host}:${port} is in use: stop the program that listens there or choose another port`,
  CANNOT_LISTEN: ({ host, port, cause }) => `cannot listen on ${host}:${port}: ${cause}`,
  ALREADY_DIALLING: ({ host, port }) => `${host}:${port} is being dialled already`,
  NOT_RUNNING: () => 'the server does not run',
};

export class NetworkError<Code extends NetworkErrorCode = NetworkErrorCode> extends Error {
  override readonly name = 'NetworkError';
  readonly code: Code;
  readonly context: NetworkErrorContext[Code];

  constructor(code: Code, context: NetworkErrorContext[Code], cause?: unknown) {
    super(describe[code](context), cause === undefined ? undefined : { cause });
    this.code = code;
    this.context = context;
  }
}
