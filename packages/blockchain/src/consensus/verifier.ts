import type { GeneratorFailure, GeneratorRun, RunOptions } from '@salvia/clvm';

/** A proof of space as the verifier sees it. The plot filter is not part of it: consensus applies that itself. */
export interface SpaceClaim {
  /** 32 bytes */
  readonly plotId: Uint8Array;
  readonly k: number;
  /** 32 bytes */
  readonly challenge: Uint8Array;
  /** 8·k bytes when valid */
  readonly proof: Uint8Array;
}

/** A proof of time as the verifier sees it; which scheme it follows is the verifier's own choice, made per network. */
export interface TimeClaim {
  readonly discriminantBits: number;
  /** 32 bytes */
  readonly challenge: Uint8Array;
  readonly iterations: bigint;
  readonly output: { readonly a: bigint; readonly b: bigint };
  readonly witnessType: number;
  readonly witness: Uint8Array;
}

/**
 * The expensive checks, which consensus calls back into. Each is a pure function of its arguments; an implementation
 * may run them anywhere (in place, in worker threads). Malformed input is an answer (`null`, `false`), not an exception.
 */
export interface Verifier {
  /** The 32-byte quality string, or `null` if the proof is not valid (consensus 5.3). */
  proofOfSpace(claim: SpaceClaim): Promise<Uint8Array | null>;
  /** Consensus 5.6; refuses an output that is not the reduced form (Q19). */
  proofOfTime(claim: TimeClaim): Promise<boolean>;
  /** Augmented scheme: the public key (48 bytes) is hashed in front of the message (consensus 1.2). */
  signature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** Runs a block's or bundle's program and reads its conditions (consensus 8.7). */
  runGenerator(generator: Uint8Array, options: RunOptions): Promise<GeneratorRun | GeneratorFailure>;
  /** Whether one signature stands for all pairs (consensus 8.9); `false` for no pairs. */
  aggregateSignature(pairs: readonly SignaturePair[], signature: Uint8Array): Promise<boolean>;
  /** The tree hash of a program, 32 bytes, or `null` if the bytes are none; some milliseconds for a large block's. */
  programHash(program: Uint8Array): Promise<Uint8Array | null>;
  /** The same checks, for answers that nobody waits for yet: they come after all others. Absent: there is one order. */
  readonly ahead?: Verifier;
}

/** A key, 48 bytes, and what it has to have signed. */
export interface SignaturePair {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
}
