import { readFile } from 'node:fs/promises';
import { selectBackend } from '@salvia/bls';
import { FullBlock } from '@salvia/protocol';
import { list } from '@salvia/streamable';
import { replayInPool } from '../blockchain/replay.ts';

/* A process of its own: `validation-process.js <blocks> <folder> <name> <threads>` writes what it took in JSON. */
const [path = '', folder = '', name = '', threads = '1'] = process.argv.slice(2);
await selectBackend();
const blocks = list(FullBlock).decode(await readFile(path));
process.stdout.write(JSON.stringify(await replayInPool({ folder, name, blocks }, Number(threads))));
