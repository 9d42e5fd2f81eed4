/** What went wrong, with the figures that matter for each code. No secret ever gets into an error. */
export type BlsProblem =
  | { readonly code: 'SEED_TOO_SHORT'; readonly length: number; readonly minimum: number }
  | { readonly code: 'SECRET_KEY_INVALID'; readonly length: number }
  | { readonly code: 'PUBLIC_KEY_INVALID'; readonly publicKey: Uint8Array }
  | { readonly code: 'SIGNATURE_INVALID'; readonly signature: Uint8Array }
  | { readonly code: 'INDEX_OUT_OF_RANGE'; readonly index: number }
  | { readonly code: 'BACKEND_UNKNOWN'; readonly name: string }
  | { readonly code: 'BACKEND_UNAVAILABLE'; readonly name: string };

export type BlsErrorCode = BlsProblem['code'];

const sentences: { readonly [Code in BlsErrorCode]: (problem: Extract<BlsProblem, { code: Code }>) => string } = {
  SEED_TOO_SHORT: ({ length, minimum }) => `a seed needs at least ${minimum} bytes, this one has ${length}`,
  SECRET_KEY_INVALID: ({ length }) => `not a secret key: 32 bytes below the group order wanted, ${length} bytes given`,
  PUBLIC_KEY_INVALID: ({ publicKey }) => `not a point of G1 in 48 bytes: ${publicKey.length} bytes given`,
  SIGNATURE_INVALID: ({ signature }) => `not a point of G2 in 96 bytes: ${signature.length} bytes given`,
  INDEX_OUT_OF_RANGE: ({ index }) => `a child index is an integer from 0 to 4294967295, not ${index}`,
  BACKEND_UNKNOWN: ({ name }) => `no BLS back end is called "${name}" (native, wasm and pure are)`,
  BACKEND_UNAVAILABLE: ({ name }) => `the ${name} BLS back end does not load on this machine`,
};

/** Every failure of this package; read `code`, and `problem` for its figures. */
export class BlsError extends Error {
  override readonly name = 'BlsError';
  readonly code: BlsErrorCode;
  readonly problem: BlsProblem;

  constructor(problem: BlsProblem, options?: ErrorOptions) {
    const sentence = sentences[problem.code] as (problem: BlsProblem) => string;
    super(sentence(problem), options);
    this.code = problem.code;
    this.problem = problem;
  }
}
