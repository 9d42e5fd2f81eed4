/** Runs jobs in order, at most `width` of them at the same time. Rejects with the first that fails. */
export async function atATime(width: number, jobs: readonly (() => Promise<void>)[]): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) await job();
  };
  await Promise.all(Array.from({ length: width }, lane));
}
