import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { sqliteStores, unpackHeaders } from '../../src/store/index.ts';

const hash = (label: string, id: number) => Uint8Array.from(createHash('sha256').update(`${label} ${id}`).digest());

test('headers of many pages come back in their order, whatever their integers', async () => {
  const stores = await sqliteStores({ path: ':memory:' });
  const headers = Array.from({ length: 2500 }, (_, index) => ({
    id: index + 1,
    headerHash: hash('header', index),
    parentId: index === 0 ? null : Math.ceil(index / 2),
    height: (index * 1_717_987) % 2 ** 32,
    timestamp: 2n ** 64n - BigInt(index + 1),
    weight: 2n ** 64n + BigInt(index),
    totalIters: BigInt(index) << 40n,
    minIters: BigInt(index),
  }));
  stores.transaction(() => {
    const rest = { challengeHash: hash('challenge', 0), proofsHash: hash('proofs', 0) };
    for (const header of headers) stores.headers.add({ ...header, ...rest });
  });
  expect([...stores.headers.pages()].flatMap(unpackHeaders)).toEqual(headers);
  await stores.close();
});
