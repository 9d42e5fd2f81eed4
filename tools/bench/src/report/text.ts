import type { Figure, Ratio, Unit } from './figure.ts';

/** Three significant digits, without an exponent, thousands apart. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function formatValue(value: number, unit: Unit): string {
  if (unit === 'share') return `${formatNumber(value * 100)} %`;
  return unit === '/s' ? `${formatNumber(value)}/s` : `${formatNumber(value)} ${unit}`;
}

export function formatRatio({ kind, name, value, ratio }: Ratio, unit: Unit): string {
  const other = formatValue(value, unit);
  return kind === 'limit' ? `${formatNumber(ratio)} × limit ${other}` : `${formatNumber(ratio)} × ${name} (${other})`;
}

function formatSpread({ spread, unit }: Figure): string {
  return spread === null ? '' : `${formatValue(spread.min, unit)} … ${formatValue(spread.max, unit)}`;
}

/** A line per figure: label, value, least and greatest sample, ratios. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.label,
    formatValue(figure.value, figure.unit),
    formatSpread(figure),
    figure.ratios.map((ratio) => formatRatio(ratio, figure.unit)).join(', '),
  ]);
  const all = [['', 'value', 'least … greatest', 'ratios'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] as string).length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return all.map((row) => `${line(row).trimEnd()}\n`).join('');
}
