import { hexToBytes } from '@noble/hashes/utils.js';
import { bls, fingerprint, isValidSecretKey } from '@salvia/bls';
import { z } from 'zod';
import { KeychainError } from './errors.ts';
import { mnemonicToEntropy } from './mnemonic.ts';
import { farmerKey, masterKeyOf, poolKey } from './paths.ts';

const secretKeyText = z
  .string()
  .regex(/^(0x)?[0-9a-f]{64}$/, 'found something else than a secret key: 64 hexadecimal digits, lower case')
  .refine((text) => isValidSecretKey(fromHex(text)), 'found a number that is not below the group order');

const mnemonicText = z.string().superRefine((text, context) => {
  try {
    mnemonicToEntropy(text);
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

const mnemonicEntry = z.strictObject({ mnemonic: mnemonicText, passphrase: z.string().optional() });
const masterEntry = z.strictObject({ master: secretKeyText });
const farmingEntry = z.strictObject({ farmer: secretKeyText, pool: secretKeyText });

/**
 * One identity in a key file: a mnemonic (with its passphrase, if any), a master secret key, or, on a host that should
 * not be able to spend, the farmer's and the pool's secret keys alone. Secret keys are 64 hexadecimal digits.
 */
export type KeyEntry = z.infer<typeof mnemonicEntry> | z.infer<typeof masterEntry> | z.infer<typeof farmingEntry>;

/** The fields present decide which entry is meant, so that a complaint is about that one. */
const entry = z.record(z.string(), z.unknown()).transform((fields, context): KeyEntry => {
  const schema = 'mnemonic' in fields ? mnemonicEntry : 'master' in fields ? masterEntry : farmingEntry;
  const parsed = (schema as z.ZodType<KeyEntry>).safeParse(fields);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  }
  return z.NEVER;
});

/** The JSON of a key file. */
export const keyFileSchema = z.strictObject({ version: z.literal(1), keys: z.array(entry).min(1) });

export interface KeyFile {
  readonly keys: readonly KeyEntry[];
}

const fromHex = (text: string): Uint8Array => hexToBytes(text.replace(/^0x/, ''));

/** The master secret key of an entry, 32 bytes; null if it holds the farming keys alone. */
export function masterKeyOfEntry(keyEntry: KeyEntry): Uint8Array | null {
  if ('mnemonic' in keyEntry) return masterKeyOf(keyEntry.mnemonic, keyEntry.passphrase);
  return 'master' in keyEntry ? fromHex(keyEntry.master) : null;
}

/** The secret keys that farming takes, 32 bytes each. */
export interface FarmingKeys {
  readonly farmer: Uint8Array;
  readonly pool: Uint8Array;
}

/** The farmer's and the pool's secret key of an entry. */
export function farmingKeysOfEntry(keyEntry: KeyEntry): FarmingKeys {
  if ('farmer' in keyEntry) return { farmer: fromHex(keyEntry.farmer), pool: fromHex(keyEntry.pool) };
  const master = masterKeyOfEntry(keyEntry) as Uint8Array;
  return { farmer: farmerKey(master), pool: poolKey(master) };
}

/** Fingerprint of the master public key; of the farmer's public key where there is no master key (wallet 1.1). */
export const fingerprintOfEntry = (keyEntry: KeyEntry): number =>
  fingerprint(bls().publicKey(masterKeyOfEntry(keyEntry) ?? farmingKeysOfEntry(keyEntry).farmer));
