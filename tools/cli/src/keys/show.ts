import { farmingKeysOfEntry, type KeyEntry, masterKeyOfEntry } from '@salvia/keychain';
import { addressRulesOf } from '../address-rules.ts';
import type { ShowKeysOptions } from '../commands/keys.ts';
import { toHex } from '../hex.ts';
import { printResult } from '../result.ts';
import { keysOf } from '../secrets.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { describeKey, type KeyDescription } from './describe.ts';

/** Shows the keys of a file. */
export async function showKeys(terminal: Terminal, options: ShowKeysOptions): Promise<void> {
  const rules = addressRulesOf(options);
  const entries = await keysOf(terminal, options.file, options);
  const keys = entries.map((entry) => ({
    ...describeKey(entry, rules, options.addresses),
    ...(options.secret && { secrets: secretsOf(entry) }),
  }));
  printResult(terminal, options, { keys }, () =>
    keys.flatMap((key, index) => [...(index > 0 ? [''] : []), ...linesOf(key)]),
  );
}

type Secrets = Readonly<Record<string, string>>;

function secretsOf(entry: KeyEntry): Secrets {
  const master = masterKeyOfEntry(entry);
  const { farmer, pool } = farmingKeysOfEntry(entry);
  return {
    ...('mnemonic' in entry && { mnemonic: entry.mnemonic }),
    ...(master && { masterSecretKey: toHex(master) }),
    farmerSecretKey: toHex(farmer),
    poolSecretKey: toHex(pool),
  };
}

function linesOf({ secrets, ...key }: KeyDescription & { readonly secrets?: Secrets }): string[] {
  return formatFields([
    ['fingerprint', String(key.fingerprint)],
    ['master public key', key.masterPublicKey ? toHex(key.masterPublicKey) : 'not in the file'],
    ['farmer public key', toHex(key.farmerPublicKey)],
    ['pool public key', toHex(key.poolPublicKey)],
    ...key.addresses.map((address, index) => [`address ${index}`, address] as const),
    ...Object.entries(secrets ?? {}),
  ]);
}
