import { commonOptions, endpoints } from '@salvia/service';
import { z } from 'zod';

/** Options of a timelord, from file, environment and command line. */
export const timelordConfig = z.strictObject({
  ...commonOptions('timelord'),
  fullNodes: endpoints()
    .default([{ host: '127.0.0.1', port: 8444 }])
    .describe('full nodes to connect to'),
  workers: z.int().min(1).max(64).default(1).describe('challenges evaluated at once, each in a thread of its own'),
  segments: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('segments that each proof is divided into; 1 is the compact form, and that of a sanitizer'),
  sanitizerMode: z
    .boolean()
    .default(false)
    .describe('prove the time of settled blocks again, compactly, instead of that of new ones'),
  storedPowers: z
    .int()
    .min(1024)
    .max(4_194_304)
    .default(65_536)
    .describe('most powers that a worker keeps for its proofs, 129 bytes each at 1024 bits'),
});

export type TimelordConfig = z.output<typeof timelordConfig>;
