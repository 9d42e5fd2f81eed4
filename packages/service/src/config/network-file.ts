import { readFileSync } from 'node:fs';
import { type NetworkFile, parseNetworkFile } from '@salvia/protocol';
import { oneLine, ServiceError } from '../service-error.ts';

/** Reads the network file that the option `network` names; anything wrong with it is a bad configuration. */
export function readNetworkFile(path: string): NetworkFile {
  const json = parsedJson(path, textOf(path));
  try {
    return parseNetworkFile(json);
  } catch (error) {
    throw bad(path, oneLine(error), error);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw bad(path, `found no readable file (${code}), allowed: the network file of the network to join`, error);
  }
}

function parsedJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bad(path, `found text that is not JSON (${oneLine(error)}), allowed: a network file`, error);
  }
}

function bad(path: string, complaint: string, cause: unknown): ServiceError {
  return new ServiceError('BAD_CONFIG', `network ${path}: ${complaint}`, { field: 'network', path }, cause);
}
