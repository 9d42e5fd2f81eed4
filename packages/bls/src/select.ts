import { type Bls, createBls } from './bls.ts';
import { BACKENDS, type BackendName, type Curve } from './curve.ts';
import { loadNativeCurve } from './curve-native.ts';
import { pureCurve } from './curve-pure.ts';
import { loadWasmCurve } from './curve-wasm.ts';
import { BlsError } from './errors.ts';

/** How each back end is loaded; null where it does not load here. */
const loaders: { readonly [Name in BackendName]: () => Curve | null | Promise<Curve | null> } = {
  native: () => loadNativeCurve(),
  wasm: loadWasmCurve,
  pure: () => pureCurve,
};

let current: Bls | undefined;

function wantedBackend(name: string | undefined): BackendName | undefined {
  if (name === undefined || name === '') return undefined;
  const known = BACKENDS.find((backend) => backend === name);
  if (known === undefined) throw new BlsError({ code: 'BACKEND_UNKNOWN', name });
  return known;
}

const environmentBackend = (): BackendName | undefined => wantedBackend(process.env['SALVIA_BLS']);

async function loadFirst(names: readonly BackendName[]): Promise<Curve | null> {
  for (const name of names) {
    const curve = await loaders[name]();
    if (curve !== null) return curve;
  }
  return null;
}

/**
 * Chooses the back end of the process: the one named, or else by the environment variable SALVIA_BLS, or else the
 * fastest that loads (native, wasm, pure). A named one that does not load is an error, BACKEND_UNAVAILABLE; another
 * name, BACKEND_UNKNOWN.
 */
export async function selectBackend(name?: BackendName): Promise<Bls> {
  const wanted = wantedBackend(name) ?? environmentBackend();
  const curve = await loadFirst(wanted === undefined ? BACKENDS : [wanted]);
  if (curve === null) throw new BlsError({ code: 'BACKEND_UNAVAILABLE', name: wanted ?? BACKENDS.join(', ') });
  current = createBls(curve);
  return current;
}

/**
 * The back end in use. Before `selectBackend` it is native, or pure where native does not load or SALVIA_BLS says so
 * (WASM can only be had by `selectBackend`, as it compiles in the background).
 */
export function bls(): Bls {
  current ??= createBls((environmentBackend() === 'pure' ? null : loadNativeCurve()) ?? pureCurve);
  return current;
}
