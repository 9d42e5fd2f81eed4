import {
  BACKENDS,
  type BackendName,
  type Bls,
  createBls,
  loadNativeCurve,
  loadWasmCurve,
  pureCurve,
} from '@salvia/bls';
import { expectTrue } from '../../errors.ts';
import { interleave } from '../../measure/interleave.ts';
import { median } from '../../measure/statistics.ts';
import { msPerCall } from '../../measure/time.ts';
import { type Against, type Figure, fallback, limit, typical } from '../../report/figure.ts';
import { around } from '../../samples/bytes.ts';
import { type SignedMessage, signedMessages } from '../../samples/claims.ts';
import type { Surroundings } from '../benchmark.ts';

/** Of a verification with the native back end. */
const LIMIT_MS = 5;
const WARM_UP = 5;
/** Short, so that on a busy machine many a batch is not interrupted. */
const BATCH_MS = 15;

type Operation = (scheme: Bls, sample: SignedMessage) => boolean;

const operations = {
  verify: (scheme, [publicKey, message, signature]) => scheme.verify(publicKey, message, signature),
  validG1: (scheme, [publicKey]) => scheme.isValidG1(publicKey),
  validG2: (scheme, [, , signature]) => scheme.isValidG2(signature),
} as const satisfies Record<string, Operation>;

type OperationName = keyof typeof operations;

const labels: Readonly<Record<OperationName, string>> = {
  verify: 'signature',
  validG1: 'public key is a valid point',
  validG2: 'signature is a valid point',
};

async function loadBackends(): Promise<Bls[]> {
  const curves = [loadNativeCurve(), await loadWasmCurve(), pureCurve];
  return curves.filter((curve) => curve !== null).map(createBls);
}

/** A slower back end takes over where a faster one does not load, so it is the fallback of the one before it. */
function against(operation: OperationName, backend: BackendName, medians: ReadonlyMap<BackendName, number>): Against[] {
  const slower = BACKENDS.slice(BACKENDS.indexOf(backend) + 1).flatMap((name) => {
    const value = medians.get(name);
    return value === undefined ? [] : [fallback(name, value)];
  });
  return operation === 'verify' && backend === 'native' ? [limit(LIMIT_MS), ...slower] : slower;
}

async function compare(name: OperationName, schemes: readonly Bls[], runs: number): Promise<Figure[]> {
  const messages = signedMessages(16);
  const subjects = Object.fromEntries(
    schemes.map((scheme) => {
      const call = (index: number) => expectTrue(operations[name](scheme, around(messages, index)), labels[name]);
      return [scheme.backend, () => msPerCall(call, BATCH_MS)];
    }),
  ) as Record<BackendName, () => number>;
  const samples = await interleave(subjects, { rounds: runs, warmUp: WARM_UP });
  const medians = new Map(schemes.map(({ backend }) => [backend, median(samples[backend])]));
  return schemes.map(({ backend }) => {
    const description = { id: `${name}.${backend}`, label: `${labels[name]}, ${backend}`, unit: 'ms' } as const;
    return typical(description, samples[backend], ...against(name, backend, medians));
  });
}

export async function verifySignatures({ runs, progress }: Surroundings): Promise<Figure[]> {
  const schemes = await loadBackends();
  const missing = BACKENDS.filter((name) => !schemes.some(({ backend }) => backend === name));
  if (missing.length > 0) progress(`not available here: ${missing.join(', ')}`);
  const figures: Figure[] = [];
  for (const name of Object.keys(operations) as OperationName[]) {
    progress(`${labels[name]}: ${schemes.map(({ backend }) => backend).join(', ')}`);
    figures.push(...(await compare(name, schemes, runs)));
  }
  return figures;
}
