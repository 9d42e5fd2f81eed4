/** Name of a plot file (wallet 1.4): `plot-k18-2024-05-06-07-08-<plot id>.plot`, in local time. */
export function plotName(k: number, plotId: Uint8Array, now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate(), now.getHours(), now.getMinutes()].map(two);
  return `plot-k${k}-${date.join('-')}-${Buffer.from(plotId).toString('hex')}.plot`;
}
