/** Reads the text format of Prometheus: value by name with labels, as written. */
export function parseMetrics(text: string): ReadonlyMap<string, number> {
  const samples = text.split('\n').flatMap((line) => {
    const end = line.lastIndexOf(' ');
    return line.startsWith('#') || end < 0 ? [] : [[line.slice(0, end), Number(line.slice(end + 1))] as const];
  });
  return new Map(samples);
}
