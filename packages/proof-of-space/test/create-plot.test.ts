import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PlotProgress } from '../src/index.ts';
import { createPlot, openPlot } from '../src/index.ts';
import type { Workspace } from './support/plot.ts';
import { codeOf, createTestPlot, createWorkspace, K, MEMO, PLOT_ID } from './support/plot.ts';

describe('createPlot', () => {
  let workspace: Workspace;
  let path: string;

  beforeEach(async () => {
    workspace = await createWorkspace();
    path = join(workspace.folder, 'new.plot');
  });

  afterEach(() => workspace.remove());

  test('makes one file, tells how far it is, and says what it made', async () => {
    const heard: PlotProgress[] = [];
    const created = await createTestPlot(path, (progress) => heard.push(progress));
    expect(await readdir(workspace.folder)).toEqual(['new.plot']);
    expect(created).toEqual({ path, size: (await readFile(path)).length, proofs: created.proofs });
    const plot = await openPlot(path);
    expect(plot.proofs).toBe(created.proofs);
    await plot.close();
    expect([...new Set(heard.map(({ phase }) => phase))]).toEqual(['tables', 'pruning', 'writing']);
    const percents = heard.map(({ percent }) => percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);

    // The same again gives the same bytes, also over what an interrupted run has left.
    const again = join(workspace.folder, 'again.plot');
    await writeFile(`${again}.tmp`, 'left over');
    await createTestPlot(again);
    expect((await readFile(path)).equals(await readFile(again))).toBe(true);
  });

  test('aborted, leaves nothing behind', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const plotting = createPlot({ path, plotId: PLOT_ID, k: K, memo: MEMO, onProgress, signal: controller.signal });
    expect(await codeOf(plotting)).toBe('ABORTED');
    expect(await codeOf(createPlot({ path, plotId: PLOT_ID, k: K, memo: MEMO, signal: controller.signal }))).toBe(
      'ABORTED',
    );
    expect(await readdir(workspace.folder)).toEqual([]);
  });

  test.each([17, 21, 18.5, 32, Number.NaN])('refuses k = %d', async (k) => {
    expect(await codeOf(createPlot({ path, plotId: PLOT_ID, k, memo: MEMO }))).toBe('UNSUPPORTED_K');
  });

  test('refuses a plot id or a memo of another length', async () => {
    expect(await codeOf(createPlot({ path, plotId: PLOT_ID.subarray(1), k: K, memo: MEMO }))).toBe('BAD_LENGTH');
    expect(await codeOf(createPlot({ path, plotId: PLOT_ID, k: K, memo: new Uint8Array(65536) }))).toBe('BAD_LENGTH');
  });

  test('does not replace a file', async () => {
    await writeFile(path, 'precious');
    expect(await codeOf(createTestPlot(path))).toBe('FILE_EXISTS');
    expect(await readFile(path, 'utf8')).toBe('precious');
  });

  test('says when it cannot write', async () => {
    expect(await codeOf(createTestPlot(join(workspace.folder, 'no', 'such', 'folder.plot')))).toBe('UNWRITABLE');
    await mkdir(`${path}.tmp`);
    expect(await codeOf(createTestPlot(path))).toBe('UNWRITABLE');
  });
});
