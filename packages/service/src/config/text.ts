import type { Field } from './field.ts';

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
};

/**
 * The value that a text of the environment or of the command line stands for. What cannot be read stays a text, for the
 * schema to refuse.
 */
export function valueOfText(field: Field, text: string): unknown {
  if (field.nullable && (text === 'null' || text === 'none')) return null;
  switch (field.kind) {
    case 'boolean':
      return BOOLEANS[text.toLowerCase()] ?? text;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
    case 'text':
      return text;
    case 'structured':
      return /^\s*[[{]/.test(text) ? parsedJson(text) : text;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
