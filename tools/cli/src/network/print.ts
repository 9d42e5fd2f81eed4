import { genesisBlock, headerHash, networkFileToJson } from '@salvia/protocol';
import { readNetworkFile } from '@salvia/service';
import { toHex } from '../hex.ts';
import { printResult, type ResultOptions } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Prints a network file, after all the checks that a service makes of it. */
export function printNetwork(terminal: Terminal, path: string, options: ResultOptions): void {
  const network = readNetworkFile(path);
  const genesis = genesisBlock(network);
  const genesisHash = headerHash(genesis.header);
  const time = new Date(Number(genesis.header.data.timestamp) * 1000).toISOString();
  printResult(terminal, options, { ...(networkFileToJson(network) as object), genesisHash }, () =>
    formatFields([
      ['name', network.name],
      ['network id', network.networkId],
      ['proofs of time', network.vdfScheme],
      ['coin rules', network.coinRules],
      ['address prefix', network.addressPrefix],
      ['private addresses', String(network.test.privateAddresses)],
      ['controls', String(network.test.controls)],
      ['genesis', toHex(genesisHash)],
      ['genesis time', time],
      ...Object.entries(network.constants).map(([name, value]) => [name, String(value)] as const),
    ]),
  );
}
