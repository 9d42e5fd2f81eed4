import { memoryStores, sqliteStores } from '../../src/store/index.ts';
import { temporaryFiles } from '../support/files.ts';
import { storesCompliance } from './compliance.ts';

const file = temporaryFiles();
let count = 0;

storesCompliance('stores in memory', () => ({ open: async () => memoryStores(), reopen: null }));
storesCompliance('stores in a database in memory', () => ({
  open: () => sqliteStores({ path: ':memory:' }),
  reopen: null,
}));

storesCompliance('stores in a file', () => {
  count += 1;
  const path = file(`folder/${count}.sqlite`);
  return { open: () => sqliteStores({ path }), reopen: () => sqliteStores({ path }) };
});
