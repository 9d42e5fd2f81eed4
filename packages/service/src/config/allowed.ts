import { z } from 'zod';
import { layersOf } from './field.ts';

/** What a field may hold, in words: taken from the type's own `allowed` text, else from its shape. */
export function allowedOf(type: unknown): string {
  const layers = layersOf(type as z.core.$ZodType);
  const nullable = layers.some((layer) => layer._zod.def.type === 'nullable');
  const words = ownWords(layers) ?? wordsOf(layers.at(-1) as z.core.$ZodTypes);
  return nullable ? `${words}, or null` : words;
}

function ownWords(layers: readonly z.core.$ZodTypes[]): string | null {
  for (const layer of layers) {
    const allowed = z.globalRegistry.get(layer)?.allowed;
    if (typeof allowed === 'string') return allowed;
  }
  return null;
}

function wordsOf(type: z.core.$ZodTypes): string {
  const { def } = type._zod;
  switch (def.type) {
    case 'boolean':
      return 'true or false';
    case 'enum':
      return `one of ${Object.values(def.entries).join(', ')}`;
    case 'literal':
      return `one of ${def.values.map(String).join(', ')}`;
    case 'number':
      return numberWords(z.toJSONSchema(type) as NumberShape);
    case 'string':
      return 'a text that is not empty';
    case 'array':
      return `a list, each item ${allowedOf(def.element)}`;
    case 'object':
      return `a map with ${Object.keys(def.shape).join(', ')}`;
    default:
      return `a value of type ${def.type}`;
  }
}

interface NumberShape {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

function numberWords({ type, minimum, maximum }: NumberShape): string {
  const noun = type === 'integer' ? 'an integer' : 'a number';
  const lowest = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? '' : ` from ${minimum}`;
  const highest = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : ` to ${maximum}`;
  if (lowest !== '' && highest === '') return `${noun} of at least ${minimum}`;
  return `${noun}${lowest}${highest}`;
}
