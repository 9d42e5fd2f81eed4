import type { LoadedPlot } from '../plots/loaded-plot.ts';

/** Challenges that are kept per farmer (network 3.3.3), and farmers that are remembered. */
const MAX_CHALLENGES = 6;
const MAX_FARMERS = 16;

export interface PublicKeys {
  readonly farmerPublicKeys: readonly Uint8Array[];
  readonly poolPublicKeys: readonly Uint8Array[];
}

/** A farmer and one of its last challenges. */
export interface OpenChallenge {
  readonly nodeId: Uint8Array;
  readonly challengeHash: Uint8Array;
}

type PlotOfFarmer = Pick<LoadedPlot, 'path' | 'plotId' | 'farmerPublicKey' | 'poolPublicKey'>;

/** What the farmers that this harvester works for have told it. Bounded: what is oldest is forgotten. */
export interface FarmerBook {
  shakeHands(nodeId: Uint8Array, keys: PublicKeys): void;
  /** Remembers a challenge as the newest; every plot is due for it, even if it was looked up before. */
  remember(challenge: OpenChallenge): void;
  /** The last challenges of one farmer, or of all, newest first. */
  challenges(nodeId?: Uint8Array): readonly OpenChallenge[];
  /** Whether a plot's keys are among those of the farmer; never before its handshake. */
  owns(nodeId: Uint8Array, plot: Pick<PlotOfFarmer, 'farmerPublicKey' | 'poolPublicKey'>): boolean;
  /** The farmer's plots that were not looked up for this challenge yet; from now on they were. */
  takeDue<P extends PlotOfFarmer>(challenge: OpenChallenge, plots: readonly P[]): P[];
}

interface Farmer {
  readonly nodeId: Uint8Array;
  readonly keys: ReadonlySet<string> | null;
  /** by challenge in hex, oldest first: the paths of the plots that were looked up */
  readonly challenges: Map<string, { readonly challengeHash: Uint8Array; readonly lookedUp: Set<string> }>;
}

export function createFarmerBook(): FarmerBook {
  const farmers = new Map<string, Farmer>();

  const farmerOf = (nodeId: Uint8Array): Farmer =>
    farmers.get(hex(nodeId)) ?? { nodeId, keys: null, challenges: new Map() };

  const keep = (farmer: Farmer) => {
    // Set anew, so that the map is ordered by last use.
    farmers.delete(hex(farmer.nodeId));
    farmers.set(hex(farmer.nodeId), farmer);
    dropOldest(farmers, MAX_FARMERS);
  };

  const owns: FarmerBook['owns'] = (nodeId, plot) => {
    const keys = farmers.get(hex(nodeId))?.keys;
    return keys ? keys.has(farmerName(plot.farmerPublicKey)) && keys.has(poolName(plot.poolPublicKey)) : false;
  };

  return {
    owns,
    shakeHands: (nodeId, { farmerPublicKeys, poolPublicKeys }) => {
      const keys = new Set([...farmerPublicKeys.map(farmerName), ...poolPublicKeys.map(poolName)]);
      keep({ ...farmerOf(nodeId), keys });
    },
    remember: ({ nodeId, challengeHash }) => {
      const farmer = farmerOf(nodeId);
      farmer.challenges.delete(hex(challengeHash));
      farmer.challenges.set(hex(challengeHash), { challengeHash, lookedUp: new Set() });
      dropOldest(farmer.challenges, MAX_CHALLENGES);
      keep(farmer);
    },
    challenges: (nodeId) => {
      const asked = nodeId ? [farmerOf(nodeId)] : [...farmers.values()].reverse();
      return asked.flatMap((farmer) =>
        [...farmer.challenges.values()]
          .reverse()
          .map(({ challengeHash }) => ({ nodeId: farmer.nodeId, challengeHash })),
      );
    },
    takeDue: ({ nodeId, challengeHash }, plots) => {
      const lookedUp = farmers.get(hex(nodeId))?.challenges.get(hex(challengeHash))?.lookedUp;
      if (!lookedUp) return [];
      const due = plots.filter((plot) => !lookedUp.has(plotName(plot)) && owns(nodeId, plot));
      for (const plot of due) lookedUp.add(plotName(plot));
      return due;
    },
  };
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const farmerName = (key: Uint8Array): string => `farmer ${hex(key)}`;
const poolName = (key: Uint8Array): string => `pool ${hex(key)}`;
/** A file that was replaced by another plot is another plot. */
const plotName = ({ path, plotId }: Pick<LoadedPlot, 'path' | 'plotId'>): string => `${hex(plotId)} ${path}`;
