import { z } from 'zod';

/**
 * The JSON side of a schema: every codec is replaced by what it reads. A server checks what comes and what leaves with
 * it, and describes it in OpenAPI.
 */
export function wireObjectOf(schema: z.ZodObject): z.ZodObject {
  return z.object(Object.fromEntries(Object.entries(schema.shape).map(([key, type]) => [key, described(type)])));
}

function described(type: z.core.$ZodType): z.ZodType {
  const { description } = type as z.ZodType;
  const wire = plain(type);
  return description === undefined ? wire : wire.describe(description);
}

function plain(type: z.core.$ZodType): z.ZodType {
  const schema = type as z.core.$ZodTypes;
  switch (schema._zod.def.type) {
    case 'object':
      return wireObjectOf(type as z.ZodObject);
    case 'array':
      return z.array(described(schema._zod.def.element));
    case 'nullable':
      return described(schema._zod.def.innerType).nullable();
    case 'optional':
      return described(schema._zod.def.innerType).optional();
    case 'pipe':
      return described(schema._zod.def.in);
    default:
      return type as z.ZodType;
  }
}
