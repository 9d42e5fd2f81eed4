/** What can go wrong, and what each case carries. No secret key and no whole mnemonic ever gets into an error. */
export interface KeychainErrorContext {
  ENTROPY_SIZE: { bytes: number };
  MNEMONIC_WORD_COUNT: { words: number };
  /** `word` is not in the English list; `position` counts from one. */
  MNEMONIC_UNKNOWN_WORD: { word: string; position: number };
  MNEMONIC_CHECKSUM: Record<never, never>;
  /** Not an address of this kind: `problem` tells a wrong checksum from characters that no address has. */
  ADDRESS_INVALID: { address: string; problem: 'checksum' | 'characters' };
  ADDRESS_PREFIX: { found: string; wanted: string };
  ADDRESS_LENGTH: { bytes: number };
  PUZZLE_HASH_SIZE: { bytes: number };
  MEMO_SIZE: { bytes: number; wanted: number };
  /** A key inside a memo is not one; `field` names it. */
  MEMO_KEY: { field: string };
  KEY_FILE_MISSING: { path: string };
  KEY_FILE_EXISTS: { path: string };
  /** The operating system refused to read or write. */
  KEY_FILE_IO: { path: string; cause: string };
  /** `field` is a path such as `keys.0.mnemonic`, empty for the file as a whole. */
  KEY_FILE_INVALID: { path: string; field: string; problem: string };
  /** Others may read the file; `mode` are its permission bits. */
  KEY_FILE_PERMISSIONS: { path: string; mode: number };
  /** The file that should hold a passphrase cannot be read. */
  PASSPHRASE_FILE: { path: string; cause: string };
  /** The file is encrypted, and no passphrase was given. */
  PASSPHRASE_NEEDED: { path: string };
  /** The file is as it was written, but this passphrase does not open it. */
  WRONG_PASSPHRASE: { path: string };
  /** A key file shall not be encrypted with nothing. */
  EMPTY_PASSPHRASE: { path: string };
}

export type KeychainErrorCode = keyof KeychainErrorContext;

/** In one short line, whatever the text is. */
const quoted = (text: string): string => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);

const sentences: { [Code in KeychainErrorCode]: (context: KeychainErrorContext[Code]) => string } = {
  ENTROPY_SIZE: ({ bytes }) => `entropy has 16, 20, 24, 28 or 32 bytes, not ${bytes}`,
  MNEMONIC_WORD_COUNT: ({ words }) => `a mnemonic has 12, 15, 18, 21 or 24 words, not ${words}`,
  MNEMONIC_UNKNOWN_WORD: ({ word, position }) => `word ${position} of the mnemonic is not in the list: "${word}"`,
  MNEMONIC_CHECKSUM: () => 'the checksum of the mnemonic is wrong: a word is mistaken, or the order',
  ADDRESS_INVALID: ({ address, problem }) =>
    problem === 'checksum'
      ? `the checksum of the address ${quoted(address)} is wrong: a character is mistaken or missing`
      : `not an address: ${quoted(address)}`,
  ADDRESS_PREFIX: ({ found, wanted }) =>
    `the address is for another network: it begins with "${found}", not "${wanted}"`,
  ADDRESS_LENGTH: ({ bytes }) => `an address holds 32 bytes, this one ${bytes}`,
  PUZZLE_HASH_SIZE: ({ bytes }) => `a puzzle hash has 32 bytes, not ${bytes}`,
  MEMO_SIZE: ({ bytes, wanted }) => `the memo has ${bytes} bytes instead of ${wanted}`,
  MEMO_KEY: ({ field }) => `the memo has no valid ${field}`,
  KEY_FILE_MISSING: ({ path }) => `there is no key file ${path}`,
  KEY_FILE_EXISTS: ({ path }) => `the key file ${path} exists already and is kept`,
  KEY_FILE_IO: ({ path, cause }) => `cannot read or write the key file ${path}: ${cause}`,
  KEY_FILE_INVALID: ({ path, field, problem }) => `key file ${path}${field === '' ? '' : `, ${field}`}: ${problem}`,
  KEY_FILE_PERMISSIONS: ({ path, mode }) =>
    `others may read the key file ${path} (mode 0${mode.toString(8)}): run chmod 600 on it`,
  PASSPHRASE_FILE: ({ path, cause }) => `cannot read the file with the passphrase, ${path}: ${cause}`,
  PASSPHRASE_NEEDED: ({ path }) => `the key file ${path} is encrypted: its passphrase is needed`,
  WRONG_PASSPHRASE: ({ path }) => `wrong passphrase for the key file ${path}`,
  EMPTY_PASSPHRASE: ({ path }) => `an empty passphrase protects nothing: the key file ${path} is not written`,
};

/** The one error of this package: `code` says what, `context` is typed by the code. */
export class KeychainError<Code extends KeychainErrorCode = KeychainErrorCode> extends Error {
  override readonly name = 'KeychainError';
  readonly code: Code;
  readonly context: KeychainErrorContext[Code];

  constructor(code: Code, context: KeychainErrorContext[Code]) {
    super(sentences[code](context));
    this.code = code;
    this.context = context;
  }
}
