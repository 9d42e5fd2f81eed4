import { commonOptions, endpoints, texts } from '@salvia/service';
import { z } from 'zod';

const address = () => z.string().min(1).nullable().default(null);

/** Options of a farmer, from file, environment and command line. */
export const farmerConfig = z.strictObject({
  ...commonOptions('farmer'),
  fullNodes: endpoints()
    .default([{ host: '127.0.0.1', port: 8444 }])
    .describe('full nodes to connect to'),
  keyFile: z.string().min(1).default('keys.json').describe('key file that `salvia keys generate` made'),
  passphraseFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('file with the passphrase of an encrypted key file; else SALVIA_FARMER_PASSPHRASE says it'),
  farmerRewardAddress: address().describe(
    "address of the farmer's reward; null is the first wallet address of the first key",
  ),
  poolRewardAddress: address().describe(
    "address of the pool's reward; null is the first wallet address of the first key",
  ),
  poolPublicKeys: texts()
    .default([])
    .describe('further pool public keys, in hex, whose plots are looked up; their blocks need the key in the key file'),
  propagateSeconds: z
    .number()
    .min(1)
    .default(50_000)
    .describe('proofs expected to take at least so many seconds are not farmed'),
});

export type FarmerConfig = z.output<typeof farmerConfig>;
