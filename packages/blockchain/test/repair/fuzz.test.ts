import { statSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDatabase, rebuildDatabase } from '../../src/index.ts';
import { temporaryFiles } from '../support/files.ts';
import { NOW_MS } from '../support/tree.ts';
import { damagedAt, full, makeSample, pool, type Sample } from './damaged.ts';

/** Bytes that SQLite's own header takes: without them nothing can be read. */
const HEADER = 100;

describe('a file with random bytes in random places', () => {
  const file = temporaryFiles();
  let sample: Sample;
  let size = 0;
  let files = 0;

  beforeAll(async () => {
    sample = await makeSample(file('sound.sqlite'));
    size = statSync(sample.path).size;
  });

  const place = fc.record({
    at: fc.noBias(fc.nat(2 ** 30)),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }),
  });

  test('is checked to the end, and rebuilt to something sound or refused with a code', async () => {
    const runs = Number(process.env['SALVIA_DAMAGES'] ?? 20);
    let saved = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 4 }), async (places) => {
        files += 1;
        const path = file(`${files}.sqlite`);
        damagedAt(
          sample,
          path,
          places.map(({ at, bytes }) => ({ at: HEADER + (at % (size - HEADER)), bytes })),
        );
        const { network } = sample;
        const report = await checkDatabase({ path, network, full: full() });
        expect(report.sound).toBe(report.findings.length === 0);
        const rebuilt = await rebuildDatabase({ path, network, pool, nowMs: NOW_MS }).catch(
          (error: { code?: string }) => error,
        );
        if ('saved' in rebuilt) saved += 1;
        if ('saved' in rebuilt)
          expect(await checkDatabase({ path, network, full: full() })).toMatchObject({ sound: true });
        else expect(['NOTHING_TO_SAVE', 'CORRUPT']).toContain(rebuilt.code);
      }),
      { numRuns: runs, includeErrorInReport: true },
    );
    expect(saved).toBeGreaterThan(runs / 2);
  }, 600_000);
});
