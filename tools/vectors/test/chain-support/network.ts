import { inlineVerifier, type Verifier, withCache } from '@salvia/blockchain';
import { constantNames, type NetworkFile, parseNetworkFile } from '@salvia/protocol';

/** The network that the reference recorded its chains on: older proofs of time, the beta's coin rules. */
export function recordedNetwork(constants: Readonly<Record<string, number | string>>): NetworkFile {
  const { GENESIS_BLOCK: genesis, ...rest } = constants;
  expectKnown(Object.keys(rest));
  return parseNetworkFile({
    name: 'recorded',
    networkId: 'recorded',
    vdfScheme: 'chiavdf-0.12',
    coinRules: 'beta18',
    addressPrefix: 'txch',
    constants: rest,
    genesis,
  });
}

function expectKnown(names: readonly string[]): void {
  const known: readonly string[] = constantNames;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`unknown constants: ${unknown.join(', ')}`);
}

/** Room for all answers about a recorded chain, in bytes. */
const ROOM = 64 << 20;

/** Checks everything once, however many chains get the same blocks. */
export function recordedVerifier(network: NetworkFile): Verifier {
  return withCache(inlineVerifier(network), ROOM);
}

/** Whole milliseconds; chains of the reference are older, and its cases "far ahead" are further ahead than this. */
export const NOW_MS = Date.UTC(2026, 0, 1);
