/** What is wrong with keys and certificates, and what each case carries. Times are ISO texts. */
export interface TlsErrorContext {
  FILE_MISSING: { path: string; advice: string };
  FILE_UNREADABLE: { path: string; cause: string };
  FILE_UNWRITABLE: { path: string; cause: string };
  /** A key or an authority is never overwritten. */
  FILE_EXISTS: { path: string };
  BAD_KEY: { path: string };
  BAD_CERTIFICATE: { path: string };
  /** Not a request, or one that its own key did not sign. */
  BAD_REQUEST: { path: string };
  /** The certificate is of another key. */
  KEY_MISMATCH: { key: string; certificate: string };
  NOT_YET_VALID: { path: string; from: string };
  EXPIRED: { path: string; until: string };
  /** The file is a certificate, but not one that may issue others. */
  NOT_AN_AUTHORITY: { path: string };
  NOT_ISSUED_BY_AUTHORITY: { certificate: string; authority: string };
}

export type TlsErrorCode = keyof TlsErrorContext;

const describe: { [Code in TlsErrorCode]: (context: TlsErrorContext[Code]) => string } = {
  FILE_MISSING: ({ path, advice }) => `${path} is missing: ${advice}`,
  FILE_UNREADABLE: ({ path, cause }) => `cannot read ${path}: ${cause}`,
  FILE_UNWRITABLE: ({ path, cause }) => `cannot write ${path}: ${cause}`,
  FILE_EXISTS: ({ path }) => `${path} is there already, and is kept: move it away or choose another folder`,
  BAD_KEY: ({ path }) => `${path} holds no unencrypted private key in PEM`,
  BAD_CERTIFICATE: ({ path }) => `${path} holds no certificate in PEM`,
  BAD_REQUEST: ({ path }) => `${path} holds no certificate request in PEM that its own key signed`,
  KEY_MISMATCH: ({ key, certificate }) => `the certificate ${certificate} is not of the key ${key}`,
  NOT_YET_VALID: ({ path, from }) =>
    `the certificate ${path} is valid from ${from} only: is this machine's clock right?`,
  EXPIRED: ({ path, until }) => `the certificate ${path} expired at ${until}: replace it; the key and the node id stay`,
  NOT_AN_AUTHORITY: ({ path }) => `the certificate ${path} is not that of an authority`,
  NOT_ISSUED_BY_AUTHORITY: ({ certificate, authority }) =>
    `the certificate ${certificate} was not issued by the authority ${authority}`,
};

export class TlsError<Code extends TlsErrorCode = TlsErrorCode> extends Error {
  override readonly name = 'TlsError';
  readonly code: Code;
  readonly context: TlsErrorContext[Code];

  constructor(code: Code, context: TlsErrorContext[Code], cause?: unknown) {
    super(describe[code](context), cause === undefined ? undefined : { cause });
    this.code = code;
    this.context = context;
  }
}
