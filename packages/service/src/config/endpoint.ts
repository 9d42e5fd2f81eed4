import { z } from 'zod';

/** Where a peer listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const ENDPOINT_TEXT = /^(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<name>[^\s:,[\]]+)):(?<port>\d{1,5})$/;

const endpointObject = z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65535) });

/** `host:port` (IPv6 in square brackets) or an object `{ host, port }`. */
export const endpoint = (): z.ZodType<Endpoint> =>
  z.preprocess(parseEndpoint, endpointObject).meta({ allowed: 'host:port with a port from 1 to 65535' });

/** A list of endpoints, in text separated by commas. */
export const endpoints = (): z.ZodType<Endpoint[]> =>
  z.preprocess(splitList, z.array(endpoint())).meta({ allowed: 'a list of host:port, separated by commas' });

/** A list of texts, on the command line separated by commas. */
export const texts = (): z.ZodType<string[]> =>
  z.preprocess(splitList, z.array(z.string().min(1))).meta({ allowed: 'a list of texts, separated by commas' });

export function formatEndpoint({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseEndpoint(value: unknown): unknown {
  const groups = typeof value === 'string' ? ENDPOINT_TEXT.exec(value.trim())?.groups : undefined;
  return groups ? { host: groups.v6 ?? groups.name, port: Number(groups.port) } : value;
}

function splitList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
