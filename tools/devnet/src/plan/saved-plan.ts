import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { DevnetError } from '../errors.ts';
import type { Layout } from './layout.ts';

const savedPlanSchema = z.strictObject({
  version: z.literal(1),
  k: z.int(),
  blockTime: z.int(),
  rewardAddress: z.string(),
  ports: z.record(z.string(), z.strictObject({ port: z.int(), rpcPort: z.int() })),
});

/** What a devnet remembers between runs: how its chain was made, and where its services listen. */
export type SavedPlan = z.output<typeof savedPlanSchema>;

/** The plan of a devnet made before, or null where there is none. A damaged one is an error, not a fresh start. */
export function loadPlan({ plan }: Layout): SavedPlan | null {
  if (!existsSync(plan)) return null;
  const parsed = savedPlanSchema.safeParse(readJson(plan));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const problem = `${issue?.path.join('.') || 'the whole file'}: ${issue?.message}`;
  throw new DevnetError('BAD_DATA_DIR', `${plan}: ${problem}; start again with --reset`);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Written whole or not at all. */
export function saveJson(path: string, value: unknown): void {
  writeFileSync(`${path}.tmp`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${path}.tmp`, path);
}
