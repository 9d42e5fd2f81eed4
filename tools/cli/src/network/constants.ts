import { readFileSync } from 'node:fs';
import { devnetConstants } from '@salvia/devnet';
import { calibrate } from '@salvia/proof-of-time';
import { type ConstantName, type Constants, checkConstants, constantNames } from '@salvia/protocol';
import { CliError } from '../cli-error.ts';
import type { CreateNetworkOptions } from '../commands/network.ts';

/** A timelord also proves; this much of a machine's squarings are left for the chain. */
const SQUARING_SHARE = 0.8;
const CALIBRATION_MS = 1000;

/** Constants that keep the block time with these plots, changed as a file of the user says. */
export function constantsFor(options: CreateNetworkOptions, plots: number, k: number): Constants {
  const { blockTime, iterationsPerSecond, expectedPlots = plots, constants } = options;
  const calibrated = (ips: number) =>
    devnetConstants({ iterationsPerSecond: ips, blockTime, expectedProofs: expectedPlots, k });
  const bits = calibrated(1).DISCRIMINANT_SIZE_BITS;
  const derived = calibrated(iterationsPerSecond ?? calibrate(bits, CALIBRATION_MS) * SQUARING_SHARE);
  return constants === undefined ? derived : withChanges(derived, constants);
}

function withChanges(derived: Constants, path: string): Constants {
  const changes = Object.entries(readObject(path)).map(([name, value]) => [name, changed(derived, path, name, value)]);
  const constants: Constants = { ...derived, ...Object.fromEntries(changes) };
  const problem = checkConstants(constants);
  if (problem === null) return constants;
  throw usage(path, `${problem.field}: found ${problem.found}, allowed: ${problem.allowed}`);
}

function readObject(path: string): object {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw usage(path, `found no readable JSON (${(error as Error).message})`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw usage(path, 'found no JSON object');
  return json;
}

/** JSON has no integers of 64 bits: those come as decimal text or as numbers. */
function changed(derived: Constants, path: string, name: string, value: unknown): number | bigint {
  if (!constantNames.includes(name as ConstantName)) throw usage(path, `${name}: found an unknown constant`);
  const isBig = typeof derived[name as ConstantName] === 'bigint';
  if (Number.isSafeInteger(value)) return isBig ? BigInt(value as number) : (value as number);
  if (isBig && typeof value === 'string' && /^\d{1,39}$/.test(value)) return BigInt(value);
  throw usage(path, `${name}: found ${JSON.stringify(value)}, allowed: a whole number`);
}

function usage(path: string, complaint: string): CliError {
  return new CliError('USAGE', `--constants ${path}: ${complaint}`);
}
