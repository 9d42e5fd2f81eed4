import type { z } from 'zod';

/** How the text of a field (environment, command line) becomes a value. */
export type FieldKind = 'boolean' | 'number' | 'text' | 'structured';

/** One configuration field with the names that it has in each source. */
export interface Field {
  /** in the configuration file: `rpcPort` */
  readonly key: string;
  /** on the command line: `--rpc-port` */
  readonly flag: string;
  /** in the environment: `SALVIA_RPC_PORT` */
  readonly variable: string;
  readonly kind: FieldKind;
  readonly nullable: boolean;
  readonly description: string;
  readonly defaultValue: unknown;
}

/** The fields of a schema, in its order: the one source of file keys, variables, flags and help. */
export function fieldsOf(schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).map(([key, type]) => fieldOf(key, type));
}

function fieldOf(key: string, type: z.core.$ZodType): Field {
  const words = key.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const layers = layersOf(type);
  const innermost = layers.at(-1) as z.core.$ZodTypes;
  const withDefault = layers.find((layer) => layer._zod.def.type === 'default');
  return {
    key,
    flag: `--${words.join('-')}`,
    variable: `SALVIA_${words.join('_').toUpperCase()}`,
    kind: kindOf(innermost),
    nullable: layers.some((layer) => layer._zod.def.type === 'nullable'),
    description: descriptionOf(layers),
    defaultValue: withDefault && 'defaultValue' in withDefault._zod.def ? withDefault._zod.def.defaultValue : undefined,
  };
}

/** A type with its wrappers (default, nullable, optional), outermost first. */
export function layersOf(type: z.core.$ZodType): z.core.$ZodTypes[] {
  const outer = type as z.core.$ZodTypes;
  const { def } = outer._zod;
  return 'innerType' in def ? [outer, ...layersOf(def.innerType as z.core.$ZodType)] : [outer];
}

function kindOf(type: z.core.$ZodTypes): FieldKind {
  switch (type._zod.def.type) {
    case 'boolean':
      return 'boolean';
    case 'number':
      return 'number';
    case 'string':
    case 'enum':
    case 'literal':
      return 'text';
    default:
      return 'structured';
  }
}

function descriptionOf(layers: z.core.$ZodTypes[]): string {
  for (const layer of layers) {
    const { description } = layer as { description?: string };
    if (description !== undefined) return description;
  }
  return '';
}
