import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A registry with short ways to make what is counted; names begin with `salvia_`, units are in the name. */
export interface Metrics {
  readonly registry: Registry;
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** A counter whose total is kept elsewhere and read when metrics are. */
  total(name: string, help: string, read: () => number): void;
  gauge<L extends string = never>(name: string, help: string, labels?: readonly L[], collect?: Collect<L>): Gauge<L>;
  histogram<L extends string = never>(
    name: string,
    help: string,
    buckets: number[],
    labels?: readonly L[],
  ): Histogram<L>;
}

/** Sets a gauge when it is read. */
export type Collect<L extends string> = (gauge: Gauge<L>) => void | Promise<void>;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: [...labels], registers }),
    total: (name, help, read) => {
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    },
    gauge: <L extends string>(name: string, help: string, labels: readonly L[] = [], collect?: Collect<L>) =>
      new Gauge<L>({
        name,
        help,
        labelNames: [...labels],
        registers,
        ...(collect && {
          collect(this: Gauge<L>) {
            return collect(this);
          },
        }),
      }),
    histogram: (name, help, buckets, labels = []) =>
      new Histogram({ name, help, buckets, labelNames: [...labels], registers }),
  };
}
