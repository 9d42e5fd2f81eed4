import { describe, expect, test } from '@jest/globals';
import { vectorFiles } from '../src/index.ts';
import { decodings, formChains, serializations, squarings } from './vdf/forms.ts';
import { chiavdf012 } from './vdf/legacy.ts';
import { discriminants, hashPrimes, primality } from './vdf/primes.ts';
import { nWesolowski, parameters, referenceProofs, wesolowski } from './vdf/proofs.ts';
import { today } from './vdf/values.ts';

/** What each file of the folder is checked by. A file that is not here fails. */
const handlers: Readonly<Record<string, (file: string) => void>> = {
  'primality.json': primality,
  'hashprime.json': hashPrimes,
  'discriminants.json': discriminants,
  'squaring.json': squarings,
  'forms.json': serializations,
  'form-chains.json': formChains,
  'forms-decode.json': decodings,
  'wesolowski.json': (file) => wesolowski(today, file),
  'nwesolowski.json': nWesolowski,
  'reference-proofs.json': referenceProofs,
  'params.json': parameters,
  'legacy-0.12.26.json': chiavdf012,
};

const present = vectorFiles()
  .filter((file) => file.startsWith('vdf/'))
  .map((file) => file.slice('vdf/'.length));

test.each(present)('%s is of a known kind', (file) => {
  expect(handlers).toHaveProperty([file]);
});

for (const file of present) {
  const handler = handlers[file];
  if (handler !== undefined) describe(file, () => handler(file));
}
