import { randomBytes } from 'node:crypto';
import { entropyToMnemonic, saveKeyFile } from '@salvia/keychain';
import type { GenerateOptions } from '../commands/keys.ts';
import { toHex } from '../hex.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { describeKey } from './describe.ts';

const ENTROPY_BYTES = { '12': 16, '24': 32 } as const;

/** Makes a mnemonic, shows it, and writes a key file if one is named. */
export async function generate(terminal: Terminal, options: GenerateOptions): Promise<void> {
  const mnemonic = entropyToMnemonic(new Uint8Array(randomBytes(ENTROPY_BYTES[options.words])));
  const entry = { mnemonic };
  if (options.out !== undefined) await saveKeyFile(options.out, { keys: [entry] });
  const { fingerprint, farmerPublicKey, poolPublicKey } = describeKey(
    entry,
    { addressPrefix: 'txch', coinRules: 'mainnet' },
    0,
  );
  const file = options.out ?? null;
  printResult(terminal, options, { mnemonic, fingerprint, farmerPublicKey, poolPublicKey, file }, () =>
    formatFields([
      ['mnemonic', mnemonic],
      ['fingerprint', String(fingerprint)],
      ['farmer public key', toHex(farmerPublicKey)],
      ['pool public key', toHex(poolPublicKey)],
      ['key file', file ?? 'none written: keep the mnemonic, or use --out'],
    ]),
  );
}
