import type { CommonConfig } from '../config/common.ts';
import type { ConfigSchema } from '../config/load.ts';
import type { Log } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RpcRouter } from '../rpc/router.ts';
import type { Startable } from './startable.ts';

/** What a role is built from. */
export interface ServiceContext<C> {
  readonly config: C;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly rpc: RpcRouter;
  /** Ends the service with exit code 1, after an orderly stop. */
  fatal(error: unknown): void;
}

/** A role, as far as running it goes. */
export interface ServiceDefinition<C extends CommonConfig> {
  /** of the program: `salvia-farmer` */
  readonly name: string;
  readonly description: string;
  /** a strict object that contains `commonOptions`: the one source of file keys, variables, flags and help */
  readonly schema: ConfigSchema<C>;
  /** Whether memory counts more than speed, as where it runs beside what people work with. */
  readonly frugal?: boolean;
  /** Makes the parts of the role, in the order in which they start. */
  build(context: ServiceContext<C>): Promise<readonly Startable[]>;
}
