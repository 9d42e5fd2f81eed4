import { existsSync } from 'node:fs';
import { saveKeyFile } from '@salvia/keychain';

/** Writes the key file of a devnet, unless it is there already. */
export async function saveDevnetKeys(path: string, mnemonic: string): Promise<void> {
  if (!existsSync(path)) await saveKeyFile(path, { keys: [{ mnemonic }] });
}
