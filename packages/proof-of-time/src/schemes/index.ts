import { VdfError } from '../errors.ts';
import { chiavdf } from './chiavdf.ts';
import { chiavdf012 } from './chiavdf-0.12.ts';
import type { VdfScheme, VdfSchemeImpl } from './scheme.ts';

const schemes: Readonly<Record<VdfScheme, VdfSchemeImpl>> = { chiavdf, 'chiavdf-0.12': chiavdf012 };

/** The scheme that a network file names. */
export function scheme(name: VdfScheme): VdfSchemeImpl {
  if (!Object.hasOwn(schemes, name)) throw new VdfError('UNKNOWN_SCHEME', { scheme: String(name) });
  return schemes[name];
}
