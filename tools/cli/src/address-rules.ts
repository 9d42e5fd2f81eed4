import { type CoinRules, type NetworkFile } from '@salvia/protocol';
import { readNetworkFile } from '@salvia/service';
import { type Command, Option } from 'commander';

export interface AddressOptions {
  readonly network?: string;
  readonly prefix: string;
  readonly coinRules: CoinRules;
}

/** How a network writes addresses. */
export type AddressRules = Pick<NetworkFile, 'addressPrefix' | 'coinRules'>;

export function addAddressOptions(command: Command): Command {
  return command
    .option('--network <file>', 'network file, whose rules addresses follow')
    .option('--prefix <text>', 'address prefix without a network file', 'txch')
    .addOption(
      new Option('--coin-rules <rules>', 'coin rules without a network file')
        .choices(['mainnet', 'beta18'])
        .default('mainnet'),
    );
}

export function addressRulesOf({ network, prefix, coinRules }: AddressOptions): AddressRules {
  return network === undefined ? { addressPrefix: prefix, coinRules } : readNetworkFile(network);
}
