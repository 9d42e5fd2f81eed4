import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

/*
 * Key files under a passphrase. scrypt makes a key of 32 bytes of the passphrase, slowly and with much memory, so that
 * guesses are dear; AES-256-GCM encrypts the entries with it. The parameters are in the file, and what is not secret is
 * authenticated too. A plain checksum over all of it says whether the file is as it was written: if it is, what does not
 * decrypt has met the wrong passphrase.
 */
const KEY_SIZE = 32;
const SALT_SIZE = 16;
const NONCE_SIZE = 12;
const TAG_SIZE = 16;
const CIPHER = 'aes-256-gcm';

/** 128 MiB and some tenths of a second for each guess, as recommended today (OWASP). */
const DEFAULT_COST: SealCost = { n: 2 ** 17, r: 8, p: 1 };
/** A file may ask for no more memory than that: it may be somebody else's. */
const MOST_MEMORY = 2 ** 29;

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `allowed: ${bytes} bytes in hex`);

/** Of scrypt (RFC 7914); a guess takes 128 · n · r bytes. */
export interface SealCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

const scryptSchema = z
  .strictObject({ n: z.int().min(2), r: z.int().min(1).max(64), p: z.int().min(1).max(16), salt: hex(SALT_SIZE) })
  .refine(({ n }) => Number.isInteger(Math.log2(n)), 'n is no power of two')
  .refine(({ n, r }) => 128 * n * r <= MOST_MEMORY, 'it asks for too much memory');

/** The JSON of an encrypted key file. Fingerprints are public: of the master keys, or the farmer keys, in order. */
export const sealedFileSchema = z.strictObject({
  version: z.literal(2),
  fingerprints: z.array(z.int().min(0).max(0xffffffff)).min(1),
  scrypt: scryptSchema,
  cipher: z.strictObject({ name: z.literal(CIPHER), nonce: hex(NONCE_SIZE), tag: hex(TAG_SIZE) }),
  data: z.string().regex(/^([0-9a-f]{2})+$/, 'allowed: bytes in hex'),
  checksum: hex(32),
});

export type SealedFile = z.output<typeof sealedFileSchema>;

/** Encrypts a text with a passphrase. */
export async function seal(
  text: string,
  passphrase: string,
  fingerprints: readonly number[],
  cost: SealCost = DEFAULT_COST,
): Promise<SealedFile> {
  const parameters = { ...cost, salt: bytesToHex(randomBytes(SALT_SIZE)) };
  const nonce = randomBytes(NONCE_SIZE);
  const cipher = createCipheriv(CIPHER, await keyOf(passphrase, parameters), nonce);
  cipher.setAAD(headerOf(fingerprints, parameters));
  const data = bytesToHex(Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]));
  const sealed = {
    version: 2 as const,
    fingerprints: [...fingerprints],
    scrypt: parameters,
    cipher: { name: CIPHER, nonce: bytesToHex(nonce), tag: bytesToHex(cipher.getAuthTag()) } as const,
    data,
  };
  return { ...sealed, checksum: checksumOf(sealed) };
}

/** Whether the file is as it was written. Accidents are found so, not ill will: see {@link unseal}. */
export const isIntact = (file: SealedFile): boolean => checksumOf(file) === file.checksum;

/** The text; `null` if the passphrase is not the one, or somebody has changed the file. */
export async function unseal(file: SealedFile, passphrase: string): Promise<string | null> {
  const { name, nonce, tag } = file.cipher;
  const decipher = createDecipheriv(name, await keyOf(passphrase, file.scrypt), hexToBytes(nonce));
  decipher.setAAD(headerOf(file.fingerprints, file.scrypt));
  decipher.setAuthTag(hexToBytes(tag));
  try {
    return Buffer.concat([decipher.update(hexToBytes(file.data)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

type ScryptParameters = SealedFile['scrypt'];

const headerOf = (fingerprints: readonly number[], { n, r, p, salt }: ScryptParameters): Uint8Array =>
  Buffer.from(JSON.stringify([fingerprints, n, r, p, salt]));

function checksumOf({ fingerprints, scrypt: parameters, cipher, data }: Omit<SealedFile, 'checksum'>): string {
  const { nonce, tag } = cipher;
  return createHash('sha256')
    .update(headerOf(fingerprints, parameters))
    .update(JSON.stringify([nonce, tag, data]))
    .digest('hex');
}

/** A passphrase is the same however its letters were composed on the keyboard. */
function keyOf(passphrase: string, { n, r, p, salt }: ScryptParameters): Promise<Uint8Array> {
  const options = { N: n, r, p, maxmem: 2 * 128 * n * r + 2 ** 20 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), hexToBytes(salt), KEY_SIZE, options, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    );
  });
}
