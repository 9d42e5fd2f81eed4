import { commonOptions, endpoint, endpoints } from '@salvia/service';
import { z } from 'zod';

const UINT32_MAX = 0xffffffff;

/** Options of a wallet, from file, environment and command line. */
export const walletConfig = z.strictObject({
  ...commonOptions('wallet'),
  fullNodes: endpoints()
    .default([{ host: '127.0.0.1', port: 8444 }])
    .describe('full nodes to stay connected with; two or more are checked against each other'),
  introducer: endpoint().nullable().default(null).describe('introducer that tells of further full nodes'),
  targetOutbound: z
    .int()
    .min(0)
    .max(100)
    .default(3)
    .describe('full nodes to dial on its own, once an introducer or a peer told of some'),
  peerIntervalSeconds: z.int().min(1).max(3600).default(60).describe('longest pause between attempts to find peers'),
  keyFile: z
    .string()
    .min(1)
    .default('keys.json')
    .describe('key file that `salvia wallet create` or `salvia keys` made'),
  keyIndex: z.int().min(0).max(1000).default(0).describe('which key of the file, from 0'),
  passphraseFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('file with the passphrase of an encrypted key file; else SALVIA_WALLET_PASSPHRASE says it'),
  validation: z
    .enum(['sampled', 'full'])
    .default('sampled')
    .describe('proofs and signatures checked in a full sync: those of a random sample and of the last blocks, or all'),
  verifierThreads: z.int().min(1).max(64).default(1).describe('worker threads that check proofs and signatures'),
  startingHeight: z
    .int()
    .min(0)
    .max(UINT32_MAX)
    .default(0)
    .describe('blocks below this height are not searched for coins, in a new wallet'),
  resubmitSeconds: z
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .describe('how often transactions that wait are sent again, besides at each new block and connection'),
});

export type WalletConfig = z.output<typeof walletConfig>;
