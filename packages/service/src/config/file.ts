import { readFileSync } from 'node:fs';
import { oneLine, ServiceError } from '../service-error.ts';

/** The top-level keys of a YAML or JSON configuration file. */
export async function readConfigFile(path: string): Promise<Record<string, unknown>> {
  const content = await parsed(path, textOf(path));
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw badFile(path, `found ${Array.isArray(content) ? 'a list' : typeof content}, allowed: a map of options`);
  }
  return content as Record<string, unknown>;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw badFile(path, `found no readable file (${code}), allowed: a YAML or JSON file`, error);
  }
}

async function parsed(path: string, text: string): Promise<unknown> {
  // Loaded only when there is a file, to keep services without one small.
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (error) {
    throw badFile(path, `found bad YAML (${oneLine(error)}), allowed: a YAML or JSON file`, error);
  }
}

function badFile(path: string, complaint: string, cause?: unknown): ServiceError {
  return new ServiceError('BAD_CONFIG', `--config ${path}: ${complaint}`, { field: 'config', path }, cause);
}
