import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BACKENDS, type BackendName, bls, loadNativeCurve, selectBackend } from '../src/index.ts';

describe('the choice of a back end', () => {
  let before: string | undefined;
  beforeEach(() => {
    before = process.env['SALVIA_BLS'];
    delete process.env['SALVIA_BLS'];
  });
  afterEach(() => {
    if (before === undefined) delete process.env['SALVIA_BLS'];
    else process.env['SALVIA_BLS'] = before;
  });

  test.each(BACKENDS)('%s can be asked for by name', async (name) => {
    const selected = await selectBackend(name);
    expect(selected.backend).toBe(name);
    expect(bls()).toBe(selected);
  });

  test.each(BACKENDS)('%s can be asked for by the environment', async (name) => {
    process.env['SALVIA_BLS'] = name;
    expect((await selectBackend()).backend).toBe(name);
  });

  test('a name in the call goes before the environment', async () => {
    process.env['SALVIA_BLS'] = 'wasm';
    expect((await selectBackend('pure')).backend).toBe('pure');
  });

  test('without a wish the fastest that loads is taken', async () => {
    const fastest = loadNativeCurve() === null ? 'wasm' : 'native';
    expect((await selectBackend()).backend).toBe(fastest);
  });

  test('an unknown name is an error', async () => {
    await expect(selectBackend('fast' as BackendName)).rejects.toMatchObject({ code: 'BACKEND_UNKNOWN' });
    process.env['SALVIA_BLS'] = 'fast';
    await expect(selectBackend()).rejects.toMatchObject({ code: 'BACKEND_UNKNOWN', problem: { name: 'fast' } });
  });

  test('an addon that does not load leaves no native back end', () => {
    const missing = () => {
      throw new Error('Cannot find module');
    };
    expect(loadNativeCurve(missing)).toBeNull();
  });
});
