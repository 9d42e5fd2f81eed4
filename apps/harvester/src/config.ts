import { commonOptions, endpoints, texts } from '@salvia/service';
import { z } from 'zod';

/** Options of a harvester, from file, environment and command line. */
export const harvesterConfig = z.strictObject({
  ...commonOptions('harvester'),
  farmers: endpoints()
    .default([{ host: '127.0.0.1', port: 8447 }])
    .describe('farmers to connect to'),
  plotDirectories: texts()
    .default(['plots'])
    .describe('folders with *.plot files; folders inside them are not entered'),
  scanSeconds: z.number().min(0.1).max(3600).default(2).describe('pause between two looks for new plots, in seconds'),
  parallelLookups: z.int().min(1).max(256).default(10).describe('plots that are read at the same time'),
});

export type HarvesterConfig = z.output<typeof harvesterConfig>;
