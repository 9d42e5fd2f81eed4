import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { JsonValue } from '@salvia/streamable';
import type { z } from 'zod';
import { type NetworkFile, networkFileSchema } from './network-file-schema.ts';
import { FullBlock } from './records/index.ts';

/** A network file says something it may not; the message is one line with field, what was found, what is allowed. */
export class NetworkFileError extends Error {
  readonly code = 'BAD_NETWORK_FILE';
  readonly field: string;
  readonly found: string;
  readonly allowed: string;

  constructor(field: string, found: string, allowed: string) {
    super(`network file: ${field}: found ${found}, allowed: ${allowed}`);
    this.name = 'NetworkFileError';
    this.field = field;
    this.found = found;
    this.allowed = allowed;
  }
}

const LONGEST_FOUND = 40;

/** What stands at a path, shortened to part of a line. */
function foundAt(json: unknown, path: readonly PropertyKey[]): string {
  let value = json;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
}

function describeIssue(issue: z.core.$ZodIssue, json: unknown): NetworkFileError {
  const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...extra];
  const allowed = extra.length > 0 ? 'no such field' : issue.message;
  return new NetworkFileError(
    path.length > 0 ? path.map(String).join('.') : '(whole file)',
    foundAt(json, path),
    allowed,
  );
}

/** Checks and reads a network file. Throws NetworkFileError for the first fault. */
export function parseNetworkFile(json: unknown): NetworkFile {
  const result = networkFileSchema.safeParse(json);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw first === undefined ? result.error : describeIssue(first, json);
}

/** The file's JSON: integers of 64 bits as decimal strings. */
export function networkFileToJson(file: NetworkFile): JsonValue {
  const constants = Object.entries(file.constants).map(([name, value]): [string, JsonValue] => [
    name,
    typeof value === 'bigint' ? value.toString() : value,
  ]);
  return { ...file, constants: Object.fromEntries(constants), test: { ...file.test } };
}

/** JSON with sorted keys and no white space. */
function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
}

/**
 * The default network id: the name, a hyphen, and the first 16 hex digits of the SHA-256 of the rest of the file. The
 * rest is everything but `name` and `networkId`. Nobody recomputes it from a file.
 */
export function deriveNetworkId(name: string, rest: Omit<NetworkFile, 'name' | 'networkId'>): string {
  const {
    name: _name,
    networkId: _id,
    ...others
  } = networkFileToJson({ ...rest, name, networkId: '' }) as {
    readonly [key: string]: JsonValue;
  };
  return `${name}-${bytesToHex(sha256(utf8ToBytes(canonicalJson(others)))).slice(0, 16)}`;
}

/** The network's first block. */
export const genesisBlock = (file: NetworkFile): FullBlock => FullBlock.decode(hexToBytes(file.genesis));
