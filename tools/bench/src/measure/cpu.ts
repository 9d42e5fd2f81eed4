/** Milliseconds that all threads of this process have computed so far. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What a piece of work took: by the clock, and of the processor, which other processes do not lengthen. In ms. */
export interface Cost {
  readonly elapsed: number;
  readonly cpu: number;
}

export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [start, cpuStart] = [performance.now(), cpuMs()];
  await work();
  return { elapsed: performance.now() - start, cpu: cpuMs() - cpuStart };
}
