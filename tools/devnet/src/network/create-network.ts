import { bytesToHex } from '@noble/hashes/utils.js';
import { makeGenesis, plotSigner } from '@salvia/blockchain';
import { bls } from '@salvia/bls';
import { decodeMemo, localKey } from '@salvia/keychain';
import type { Plot } from '@salvia/proof-of-space';
import { type Constants, deriveNetworkId, FullBlock, type NetworkFile } from '@salvia/protocol';
import { findGenesisProof } from './genesis-proof.ts';
import { proveTime } from './vdf.ts';

export interface NetworkRequest {
  readonly name: string;
  readonly constants: Constants;
  readonly vdfScheme?: NetworkFile['vdfScheme'];
  readonly coinRules?: NetworkFile['coinRules'];
  readonly addressPrefix?: string;
  /** Open plots made under the two keys; one of them answers the genesis challenge. */
  readonly plots: readonly Plot[];
  readonly farmerSecretKey: Uint8Array;
  readonly poolSecretKey: Uint8Array;
  /** What only test networks allow; nothing of it by default. */
  readonly test?: NetworkFile['test'];
  /** Gets the rewards of the genesis block. */
  readonly rewardPuzzleHash: Uint8Array;
  readonly nowSeconds: bigint;
  /** Squarings of the genesis' proof of time done, of how many. */
  readonly onProgress?: (done: bigint, of: bigint) => void;
}

/** Makes a network: a genesis block with genuine proofs, and the file that all its roles need. */
export async function createNetwork(request: NetworkRequest): Promise<NetworkFile> {
  const { name, constants, vdfScheme = 'chiavdf', coinRules = 'mainnet', addressPrefix = 'txch' } = request;
  const genesis = await genesisBlock(request, vdfScheme);
  const rest = {
    vdfScheme,
    coinRules,
    addressPrefix,
    constants,
    genesis: bytesToHex(FullBlock.encode(genesis)),
    test: request.test ?? { privateAddresses: false, controls: false },
  };
  return { name, networkId: deriveNetworkId(name, rest), ...rest };
}

async function genesisBlock(request: NetworkRequest, vdfScheme: NetworkFile['vdfScheme']): Promise<FullBlock> {
  const { constants, farmerSecretKey, poolSecretKey, rewardPuzzleHash, onProgress = () => {} } = request;
  const { plot, challenge, qualityString, proof } = await findGenesisProof(request.plots);
  const localSecretKey = localKey(decodeMemo(plot.memo).localMasterKey);
  const { block } = await makeGenesis(
    {
      proofOfSpace: {
        challengeHash: challenge,
        poolPublicKey: bls().publicKey(poolSecretKey),
        plotPublicKey: bls().addPublicKeys([bls().publicKey(localSecretKey), bls().publicKey(farmerSecretKey)]),
        size: plot.k,
        proof,
      },
      qualityString,
      poolTarget: { puzzleHash: rewardPuzzleHash, maxHeight: 0 },
      farmerRewardsPuzzleHash: rewardPuzzleHash,
      nowSeconds: request.nowSeconds,
      constants,
    },
    {
      signAsPool: (message) => bls().sign(poolSecretKey, message),
      signAsPlot: plotSigner(localSecretKey, farmerSecretKey),
      proveTime: (task) => proveTime(vdfScheme, task, (done) => onProgress(done, task.iterations)),
    },
  );
  return block;
}
