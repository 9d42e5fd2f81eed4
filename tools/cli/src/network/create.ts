import { existsSync, linkSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bls } from '@salvia/bls';
import { createNetwork } from '@salvia/devnet';
import {
  decodeAddress,
  decodeMemo,
  farmingKeysOfEntry,
  type KeyEntry,
  masterKeyOfEntry,
  standardPuzzleHash,
  walletKey,
} from '@salvia/keychain';
import { openPlot, type Plot } from '@salvia/proof-of-space';
import { genesisBlock, headerHash, type NetworkFile, networkFileToJson, parseNetworkFile } from '@salvia/protocol';
import { CliError } from '../cli-error.ts';
import type { CreateNetworkOptions } from '../commands/network.ts';
import { toHex } from '../hex.ts';
import { printResult } from '../result.ts';
import { keysOf } from '../secrets.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { constantsFor } from './constants.ts';

/** Makes a network from a key and its plots, and writes its file. */
export async function createNetworkFile(terminal: Terminal, options: CreateNetworkOptions): Promise<void> {
  if (existsSync(options.out))
    throw new CliError('FAILED', `the network file ${options.out} exists already and is kept`);
  const [entry] = await keysOf(terminal, options.keys, options);
  const { farmer: farmerSecretKey, pool: poolSecretKey } = farmingKeysOfEntry(entry);
  const rewardPuzzleHash = rewardTarget(entry, options);
  const plots = await openPlots(options.plots, bls().publicKey(farmerSecretKey), bls().publicKey(poolSecretKey));
  try {
    const [first] = plots as [Plot];
    const network = await createNetwork({
      ...options,
      constants: constantsFor(options, plots.length, first.k),
      plots,
      farmerSecretKey,
      poolSecretKey,
      rewardPuzzleHash,
      test: { privateAddresses: options.testNetwork, controls: options.testNetwork },
      nowSeconds: BigInt(Math.floor(Date.now() / 1000)),
    });
    save(options.out, network);
    report(terminal, options, network);
  } finally {
    await Promise.all(plots.map((plot) => plot.close()));
  }
}

function rewardTarget(entry: KeyEntry, { rewardAddress, addressPrefix, coinRules }: CreateNetworkOptions): Uint8Array {
  if (rewardAddress !== undefined) return decodeAddress(rewardAddress, addressPrefix, coinRules);
  const master = masterKeyOfEntry(entry);
  if (master === null) throw new CliError('USAGE', '--reward-address is needed: the key file has no master key');
  return standardPuzzleHash(bls().publicKey(walletKey(master, 0)), coinRules);
}

/** The plots of a folder that were made for these keys; the genesis block needs at least one. */
async function openPlots(folder: string, farmerPublicKey: Uint8Array, poolPublicKey: Uint8Array): Promise<Plot[]> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.plot')) : [];
  const own: Plot[] = [];
  for (const name of names.sort()) {
    const plot = await openPlot(join(folder, name));
    const memo = decodeMemo(plot.memo);
    const isOwn = same(memo.farmerPublicKey, farmerPublicKey) && same(memo.poolPublicKey, poolPublicKey);
    if (isOwn) own.push(plot);
    else await plot.close();
  }
  if (own.length > 0) return own;
  throw new CliError('FAILED', `${folder} has no plot of this key; make some with salvia plots create`);
}

/** Whole or not at all, and never over another network's file. */
function save(path: string, network: NetworkFile): void {
  const json = networkFileToJson(network);
  parseNetworkFile(json);
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(json, null, 2)}\n`);
  try {
    linkSync(temporary, path);
  } finally {
    rmSync(temporary);
  }
}

function report(terminal: Terminal, options: CreateNetworkOptions, network: NetworkFile): void {
  const genesis = headerHash(genesisBlock(network).header);
  const { name, networkId } = network;
  printResult(terminal, options, { name, networkId, genesis, file: options.out }, () =>
    formatFields([
      ['name', name],
      ['network id', networkId],
      ['genesis', toHex(genesis)],
      ['network file', options.out],
    ]),
  );
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
