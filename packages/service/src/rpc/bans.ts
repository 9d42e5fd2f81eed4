import { z } from 'zod';
import type { RpcRouter } from './router.ts';
import { RpcError } from './rpc-error.ts';

/** What `/rpc/bans` shows of one ban. */
export interface BanView {
  /** whom it meets, as in `host 192.0.2.1` or `node` and an id in hex */
  readonly key: string;
  /** milliseconds since 1970 */
  readonly until: number;
  /** code of the error that earned it */
  readonly reason: string | null;
}

/** The ban list of a server, as far as an operator has to do with it. */
export interface Bans {
  list(): readonly BanView[];
  /** whether there was one */
  lift(key: string): boolean;
}

const banSchema = z.object({ key: z.string(), until: z.number(), reason: z.string().nullable() });

/** `GET /rpc/bans` and `POST /rpc/bans/lift`, the same for every role. */
export function addBanRoutes(rpc: RpcRouter, bans: Bans): void {
  rpc.get('/bans', { summary: 'peers that are banned', response: z.object({ bans: z.array(banSchema) }) }, () => ({
    bans: bans.list().map((ban) => ({ ...ban })),
  }));
  rpc.post(
    '/bans/lift',
    {
      summary: 'let a banned peer come back',
      body: z.object({ key: z.string().min(1).max(200).describe('as the list shows it') }),
      response: z.object({ lifted: z.string() }),
    },
    ({ key }) => {
      if (!bans.lift(key)) throw new RpcError('NOT_FOUND', `no ban of "${key}"`);
      return { lifted: key };
    },
  );
}
