/** A gate lets a few tasks run at once; the rest wait in order. */
export type Gate = <T>(task: () => Promise<T>) => Promise<T>;

export function createGate(limit: number): Gate {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await task();
    } finally {
      // A place is handed on rather than given back, so that nobody overtakes those who wait.
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
