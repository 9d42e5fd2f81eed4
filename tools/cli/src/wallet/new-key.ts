import { saveKeyFile } from '@salvia/keychain';
import { addressRulesOf } from '../address-rules.ts';
import type { NewKeyOptions } from '../commands/wallet-keys.ts';
import { describeKey } from '../keys/describe.ts';
import { newPassphrase } from '../secrets.ts';
import type { Terminal } from '../terminal.ts';

/** What is told of a key that was written. */
export interface NewKey {
  readonly file: string;
  readonly encrypted: boolean;
  /** Of the master public key. */
  readonly fingerprint: number;
  /** The first address. */
  readonly address: string;
}

/** Writes a mnemonic to a key file, which only its owner can read. Nothing is written unless all is well. */
export async function writeKey(terminal: Terminal, mnemonic: string, options: NewKeyOptions): Promise<NewKey> {
  const { file, encrypt: encrypted } = options;
  const entry = { mnemonic };
  const { fingerprint, addresses } = describeKey(entry, addressRulesOf(options), 1);
  await saveKeyFile(file, { keys: [entry] }, encrypted ? { passphrase: await newPassphrase(terminal, options) } : {});
  return { file, encrypted, fingerprint, address: addresses[0] as string };
}

export const fieldsOf = ({ file, encrypted, fingerprint, address }: NewKey): (readonly [string, string])[] => [
  ['fingerprint', String(fingerprint)],
  ['address', address],
  ['key file', encrypted ? `${file}, encrypted` : `${file}, not encrypted`],
];
