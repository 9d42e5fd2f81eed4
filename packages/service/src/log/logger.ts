import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
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
  /** Writes out what is still buffered; to be called before the process ends. */
  flush(): void;
}

/** JSON lines on stdout (readable ones on a terminal), and a copy in a file if one is named. */
export async function createLog(options: LogOptions): Promise<ServiceLog> {
  const pretty = options.logFormat === 'pretty' || (options.logFormat === 'auto' && process.stdout.isTTY === true);
  const stdout = destination({ dest: 1, sync: false });
  const file = options.logFile === null ? null : openFile(options.logFile);
  const streams: StreamEntry[] = [{ level: 'trace', stream: pretty ? await openPretty() : stdout }];
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
    flush: () => {
      for (const stream of [stdout, file]) flushed(stream);
    },
  };
}

function openFile(path: string): ReturnType<typeof destination> {
  mkdirSync(dirname(path), { recursive: true });
  return destination({ dest: path, sync: true });
}

function flushed(stream: ReturnType<typeof destination> | null): void {
  try {
    stream?.flushSync();
  } catch {
    // A closed stdout (a pager that was left, a dead parent) must not turn an orderly stop into a failure.
  }
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
