import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { destination, type Logger, multistream, pino, type StreamEntry } from 'pino';
import { toHex } from '../hex.ts';
import { openPretty } from './pretty.ts';

/** What every part of a service logs to; structurally a pino logger. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LogOptions {
  readonly name: string;
  readonly logLevel: string;
  readonly logFormat: 'auto' | 'json' | 'pretty';
  readonly logFile: string | null;
}

export interface ServiceLog {
  readonly log: Logger;
  /** Writes out what is still buffered and ends the log, in bounded time; to be awaited before the process ends. */
  close(): Promise<void>;
}

/** A reader of stdout that is stuck must not keep a service from ending. */
const CLOSE_LIMIT_MS = 1000;

/** JSON lines on stdout (readable ones on a terminal), and a copy in a file if one is named. */
export async function createLog(options: LogOptions): Promise<ServiceLog> {
  const pretty = options.logFormat === 'pretty' || (options.logFormat === 'auto' && process.stdout.isTTY === true);
  // Lines are written in the background: whoever reads stdout slowly does not hold up the service.
  const stdout = destination({ dest: 1, sync: false });
  // A closed stdout (a pager that was left, a dead parent) is no reason to stop a service.
  stdout.on('error', () => {});
  const file = options.logFile === null ? null : openFile(options.logFile);
  let closing = false;
  // What parts say while the process ends comes too late, but does no harm.
  const open = { write: (line: string) => void (closing || stdout.write(line)) };
  const streams: StreamEntry[] = [{ level: 'trace', stream: pretty ? await openPretty() : open }];
  if (file) streams.push({ level: 'trace', stream: file });
  const log = pino(
    {
      base: { name: options.name },
      level: options.logLevel,
      formatters: { level: (label) => ({ level: label }), log: readable },
    },
    multistream(streams),
  );
  return {
    log,
    close: () => {
      closing = true;
      return ended(stdout);
    },
  };
}

function openFile(path: string): ReturnType<typeof destination> {
  mkdirSync(dirname(path), { recursive: true });
  return destination({ dest: path, sync: true });
}

async function ended(stream: ReturnType<typeof destination>): Promise<void> {
  const closed = new Promise((resolve) => stream.once('close', resolve).once('error', resolve));
  stream.end();
  await Promise.race([closed, delay(CLOSE_LIMIT_MS, undefined, { ref: false })]);
}

/** Bytes as 0x-hex and bigint as decimal text, one level deep: what handlers log. */
function readable(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([key, value]) => [key, readableValue(value)] as const);
  return Object.fromEntries(entries);
}

function readableValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  return typeof value === 'bigint' ? value.toString() : value;
}
