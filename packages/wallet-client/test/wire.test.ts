import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { type WalletRoute, walletRoutes, wireObjectOf } from '../src/index.ts';

test.each(Object.entries<WalletRoute>(walletRoutes))('%s is JSON on both sides', (_name, route) => {
  for (const schema of [route.request, route.response]) {
    // Codecs cannot be described as JSON; what they read can.
    expect(z.toJSONSchema(wireObjectOf(schema), { unrepresentable: 'throw' })).toMatchObject({ type: 'object' });
  }
});

test('what a client encodes, the JSON side of the schema takes, and a server decodes to the same', () => {
  const { request } = walletRoutes.send;
  const value = { outputs: [{ address: 'txch1q', amount: 5n, memos: ['0xab'] }], fee: 1n };
  const wire = wireObjectOf(request).parse(z.encode(request, value));
  expect(wire).toEqual({ outputs: [{ address: 'txch1q', amount: '5', memos: ['0xab'] }], fee: '1' });
  expect(request.parse(wire)).toEqual(value);
});
