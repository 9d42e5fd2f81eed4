/** What a full node's `/rpc/sync` answers. */
export interface SyncView {
  readonly state: string;
  readonly target: { readonly height: number; readonly headerHash: string; readonly weight: string } | null;
  readonly forkHeight: number | null;
  readonly headerHeight: number | null;
  readonly blockHeight: number | null;
  readonly blocksPerSecond: number | null;
  readonly etaSeconds: number | null;
  readonly peers: number;
  readonly startedAt: number | null;
  readonly ignoredAnswers: number;
  readonly lastFailure: { readonly code: string; readonly message: string; readonly at: number } | null;
}

/** One line for a sync that was followed until it ended; failures of it are told, earlier ones are not. */
export function describeEnd(first: SyncView, last: SyncView): string {
  const isNew = last.lastFailure !== null && last.lastFailure.at >= (first.startedAt ?? 0);
  return `the sync is over${isNew ? failureOf(last) : ''}`;
}

const failureOf = ({ lastFailure }: SyncView): string =>
  lastFailure === null
    ? ''
    : `; last failure at ${new Date(lastFailure.at).toISOString()}: ${lastFailure.message} (${lastFailure.code})`;

/** One line. */
export function describeSync(view: SyncView): string {
  const { state } = view;
  const failure = failureOf(view);
  if (state === 'idle') return `no sync is under way${failure}`;
  return `${state}: ${figures(view).join(', ')}${failure}`;
}

function figures(view: SyncView): string[] {
  const { target, blockHeight, headerHeight } = view;
  return [
    ...(blockHeight === null ? [] : [`block ${blockHeight}`]),
    ...(headerHeight === null ? [] : [`header ${headerHeight}`]),
    target === null ? 'no target yet' : `of ${target.height}`,
    rateOf(view),
    etaOf(view),
    `${view.peers} peers`,
  ].filter((part) => part !== '');
}

export const rateOf = ({ blocksPerSecond }: SyncView): string =>
  blocksPerSecond === null ? '' : `${blocksPerSecond.toFixed(1)} blocks/s`;

export function etaOf({ etaSeconds }: SyncView): string {
  if (etaSeconds === null) return '';
  const [hours, minutes, seconds] = [etaSeconds / 3600, (etaSeconds / 60) % 60, etaSeconds % 60].map(Math.floor);
  const parts = hours
    ? [`${hours} h`, `${minutes} min`]
    : minutes
      ? [`${minutes} min`, `${seconds} s`]
      : [`${seconds} s`];
  return `${parts.join(' ')} left`;
}
