import { open } from './open.ts';

/* A process of its own, whose memory holds nothing else: `process.js <file> <headers>` writes what it found in JSON. */
const [path = '', headers = '0'] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await open(path, Number(headers))));
