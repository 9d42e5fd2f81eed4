export { COMPRESSED_FORM_SIZE, serializePair } from './encoding/compressed.ts';
export { type DecodeOptions, deserializeForm } from './encoding/decode.ts';
export { coefficientSize, deserializeSignedPair, serializeSignedPair } from './encoding/signed-pair.ts';
export { calibrate } from './engine/calibrate.ts';
export { createEvaluator, type Evaluator, type Target, type TargetProof } from './engine/evaluator.ts';
export {
  createVdfWorker,
  type FinishedProof,
  type VdfProgress,
  type VdfWorker,
  type VdfWorkerOptions,
} from './engine/vdf-worker.ts';
export { VdfError, type VdfErrorCode, type VdfErrorPayloads } from './errors.ts';
export { type ClassGroup, classGroup, inverse, reducedForm } from './forms/class-group.ts';
export { compose } from './forms/compose.ts';
export { equalForms, type Form, formFrom, isReduced } from './forms/form.ts';
export { type Power, productOfPowers, squareTimes } from './forms/power.ts';
export { reduce } from './forms/reduce.ts';
export { square } from './forms/square.ts';
export { powerOfTwoMod } from './integers/modular.ts';
export { chiavdf012Search, chiavdfSearch, hashPrime, type PrimeSearch } from './primes/hash-prime.ts';
export { isChiavdfPrime, isPrime } from './primes/is-prime.ts';
export { scheme } from './schemes/index.ts';
export type {
  FormPair,
  ProveOptions,
  Segment,
  VdfProof,
  VdfScheme,
  VdfSchemeImpl,
  VdfStatement,
} from './schemes/scheme.ts';
export { type BlockSize, blockSizeFor } from './wesolowski/block-size.ts';
