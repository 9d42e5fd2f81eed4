import { bls, derivePath, fingerprint } from '@salvia/bls';
import { masterKeyOfEntry } from '@salvia/keychain';
import { addressRulesOf } from '../address-rules.ts';
import { CliError } from '../cli-error.ts';
import type { DeriveOptions } from '../commands/keys.ts';
import { toHex } from '../hex.ts';
import { printResult } from '../result.ts';
import { keysOf } from '../secrets.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { addressOf } from './describe.ts';

/** Derives one key of a file by its path. */
export async function derive(terminal: Terminal, pathText: string, options: DeriveOptions): Promise<void> {
  const path = pathOf(pathText);
  const rules = addressRulesOf(options);
  const secretKey = derivePath(await masterKeyOf(terminal, options), path);
  const publicKey = bls().publicKey(secretKey);
  const result = {
    path: `m/${path.join('/')}`,
    publicKey,
    fingerprint: fingerprint(publicKey),
    address: addressOf(publicKey, rules),
    ...(options.secret && { secretKey }),
  };
  printResult(terminal, options, result, () =>
    formatFields([
      ['path', result.path],
      ['public key', toHex(publicKey)],
      ['fingerprint', String(result.fingerprint)],
      ['address', result.address],
      ...(options.secret ? [['secret key', toHex(secretKey)] as const] : []),
    ]),
  );
}

async function masterKeyOf(terminal: Terminal, options: DeriveOptions): Promise<Uint8Array> {
  const { file, key } = options;
  const keys = await keysOf(terminal, file, options);
  const entry = keys[key];
  if (entry === undefined) throw new CliError('USAGE', `--key: found ${key}, allowed: 0 to ${keys.length - 1}`);
  const master = masterKeyOfEntry(entry);
  if (master === null) throw new CliError('FAILED', `key ${key} of ${file} has no master key to derive from`);
  return master;
}

function pathOf(text: string): number[] {
  const steps = text.replace(/^m\//, '').split('/');
  const path = steps.map((step) => (/^\d{1,10}$/.test(step) ? Number(step) : Number.NaN));
  if (path.every((index) => index < 2 ** 32)) return path;
  throw new CliError(
    'USAGE',
    `path: found "${text}", allowed: numbers below 2^32 with slashes, as in m/12381/8444/2/0`,
  );
}
