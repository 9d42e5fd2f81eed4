const width = 24;

/** A step and how far it is, as a bar. */
export function formatBar(step: string, percent: number | null): string {
  if (percent === null) return `${step} …`;
  const filled = Math.round((Math.min(100, Math.max(0, percent)) * width) / 100);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${String(Math.round(percent)).padStart(3)}%  ${step}`;
}
