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
