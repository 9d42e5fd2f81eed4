import { type BackendName, type Bls, selectBackend } from '../src/index.ts';
import { blsCompliance } from './compliance.ts';

/** Each back end against another one: two libraries that share no code must agree. */
const opponents: readonly (readonly [BackendName, BackendName])[] = [
  ['native', 'wasm'],
  ['wasm', 'pure'],
  ['pure', 'native'],
];

for (const [name, opponent] of opponents) {
  const loaded = new Map<BackendName, Promise<Bls>>();
  const load = (backend: BackendName): Promise<Bls> => {
    const promise = loaded.get(backend) ?? selectBackend(backend);
    loaded.set(backend, promise);
    return promise;
  };
  blsCompliance(name, async () => ({ subject: await load(name), reference: await load(opponent) }));
}
