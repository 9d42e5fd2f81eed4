import { z } from 'zod';

/** Bytes in JSON: 0x and lower-case hex. */
export const hexBytes = () => z.string().regex(/^0x([0-9a-f]{2})*$/);

/** An integer of any size in JSON: its decimal text. */
export const decimal = () => z.string().regex(/^-?\d+$/);

/** Shape of every error answer. */
export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
});
