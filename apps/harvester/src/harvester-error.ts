/** What each code carries. */
export interface HarvesterErrorContexts {
  /** The keys in the memo do not give the id under which the plot was made. */
  PLOT_ID_MISMATCH: { readonly path: string };
  /** The plot's file was removed or replaced. */
  PLOT_RETIRED: Record<string, never>;
}

export type HarvesterErrorCode = keyof HarvesterErrorContexts;

export class HarvesterError<C extends HarvesterErrorCode = HarvesterErrorCode> extends Error {
  override readonly name = 'HarvesterError';
  readonly code: C;
  readonly context: HarvesterErrorContexts[C];

  constructor(code: C, context: HarvesterErrorContexts[C]) {
    super(`${code} ${JSON.stringify(context)}`);
    this.code = code;
    this.context = context;
  }
}

/** The code of a coded error, for logs and decisions; UNKNOWN for anything else. */
export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'UNKNOWN';
}
