/** An RPC failure: HTTP status by code. */
const STATUS = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INTERNAL: 500,
  NOT_READY: 503,
} as const;

export type RpcErrorCode = keyof typeof STATUS;

export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: RpcErrorCode;

  constructor(code: RpcErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): (typeof STATUS)[RpcErrorCode] {
    return STATUS[this.code];
  }
}

/**
 * What a role refuses for a reason of its own, whose code it has (`NOT_ENOUGH_FUNDS`): the call was understood, and changed
 * nothing.
 */
export class RpcRefusal extends Error {
  override readonly name = 'RpcRefusal';
  readonly code: string;
  readonly status = 422;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
