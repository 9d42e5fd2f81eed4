import type { z } from 'zod';
import { ServiceError } from '../service-error.ts';
import { type CommonConfig, exposedField } from './common.ts';
import { complaintOf } from './complaint.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type Field, fieldsOf } from './field.ts';
import { readConfigFile } from './file.ts';
import { type CommandInfo, type Printed, readFlags } from './flags.ts';

/** A schema of a service: a strict object that contains `commonOptions`. */
export type ConfigSchema<C extends CommonConfig = CommonConfig> = z.ZodObject & z.ZodType<C>;

interface Layer {
  readonly values: Readonly<Record<string, unknown>>;
  readonly nameOf: (key: string) => string;
}

/** Reads a configuration from all sources (defaults < file < environment < flags), or the text that was asked for. */
export async function loadConfig<C extends CommonConfig>(
  info: CommandInfo,
  schema: ConfigSchema<C>,
  argv: readonly string[],
  environment: Environment,
): Promise<{ config: C } | Printed> {
  const fields = fieldsOf(schema);
  const flags = readFlags(info, fields, schema.shape, argv);
  if ('print' in flags) return flags;
  const file = flags.configFile ?? environment.SALVIA_CONFIG;
  const layers: Layer[] = [
    { values: file ? await readConfigFile(file) : {}, nameOf: () => ` (from ${file})` },
    { values: readEnvironment(fields, environment), nameOf: (key) => ` (from ${fieldNamed(fields, key)?.variable})` },
    { values: flags.values, nameOf: (key) => ` (from ${fieldNamed(fields, key)?.flag})` },
  ];
  return { config: validated(schema, layers) };
}

function validated<C extends CommonConfig>(schema: ConfigSchema<C>, layers: readonly Layer[]): C {
  const input: Record<string, unknown> = Object.assign({}, ...layers.map(({ values }) => values));
  const sourceOf = (key: string) => layers.findLast(({ values }) => Object.hasOwn(values, key))?.nameOf(key) ?? '';
  const result = schema.safeParse(input);
  if (!result.success) {
    const { field, line } = complaintOf(schema, result.error.issues[0] as z.core.$ZodIssue, input, sourceOf);
    throw new ServiceError('BAD_CONFIG', line, { field });
  }
  refuseExposure(result.data, sourceOf);
  return result.data;
}

const SAFE = {
  host: 'the option tls',
  rpcHost: 'the option tls and the certificate of an authority in tlsDir',
} as const;

function refuseExposure(config: CommonConfig, sourceOf: (key: string) => string): void {
  const field = exposedField(config);
  if (field === null) return;
  throw new ServiceError(
    'BAD_CONFIG',
    `${field}${sourceOf(field)}: found "${config[field]}", allowed: a loopback address, or any with ${SAFE[field]} or the option insecure`,
    { field },
  );
}

function fieldNamed(fields: readonly Field[], key: string): Field | undefined {
  return fields.find((field) => field.key === key);
}
