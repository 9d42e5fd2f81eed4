/**
 * Program that runs inside a namespace: `doorkeeper.js SOCKET`. The first two bytes on a connection to its Unix socket
 * are a port of its loopback; the rest goes there. It ends when its standard input does.
 */
import { connect, createServer, type Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import { join } from './join.ts';

function admit(outside: Socket): void {
  outside.on('error', () => outside.destroy());
  outside.once('readable', () => {
    const wanted: Buffer | null = outside.read(2);
    if (wanted === null) outside.destroy();
    else join(outside, connect(wanted.readUInt16BE(), '127.0.0.1'));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  createServer(admit).listen(process.argv[2]);
  process.stdin.on('end', () => process.exit()).resume();
}
