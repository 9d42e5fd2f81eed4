import { commonOptions } from '@salvia/service';
import { z } from 'zod';

/** The one source of the introducer's file keys, environment variables, flags and help. */
export const configSchema = z.strictObject({
  ...commonOptions('introducer'),
  maxPeersToSend: z.int().min(1).max(1000).default(20).describe('most peers in one answer'),
  recentPeerSeconds: z
    .int()
    .min(60)
    .max(30 * 86_400)
    .default(6000)
    .describe('for how long after it was last seen a peer is handed out'),
  vettingSeconds: z.int().min(1).max(86_400).default(30).describe('pause between two rounds of dialling back'),
});

export type IntroducerConfig = z.output<typeof configSchema>;
