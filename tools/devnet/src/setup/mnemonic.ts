/** What addresses of a devnet begin with. */
export const ADDRESS_PREFIX = 'txch';

/** Published on purpose: everybody can spend what a devnet farms. Never use it elsewhere. */
export const DEVNET_MNEMONIC =
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon ' +
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art';
