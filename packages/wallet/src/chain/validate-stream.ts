import type { HeaderAnswer, HeaderBranch, HeaderChain, ValidatedPart, ValidBlock } from './api.ts';

/** Headers under way: enough to keep the threads of a verifier busy while one of them is appended. */
const AHEAD = 16;
/** Blocks that are handed out together. */
const BATCH = 250;

/** See {@link HeaderChain}. */
export async function* validateStream<Answer, Source>(
  chain: Pick<HeaderChain, 'mode' | 'branch'>,
  answers: AsyncIterable<Answer> | Iterable<Answer>,
  headerOf: (answer: Answer) => HeaderAnswer,
  sourceOf: (answer: Answer) => Source,
): AsyncGenerator<ValidatedPart<Source>, void, void> {
  let branch: HeaderBranch | null = null;
  let sources: Source[] = [];
  let blocks: ValidBlock[] = [];

  const startOn = ({ headerBlock }: HeaderAnswer): HeaderBranch => chain.branch(headerBlock.header.data.prevHeaderHash);
  for await (const answer of prepared(answers, (each) =>
    (branch ??= startOn(headerOf(each))).prepare(headerOf(each)),
  )) {
    const header = headerOf(answer);
    branch ??= startOn(header);
    const result = await branch.append(header);
    if ('refused' in result) return yield { refused: result.refused, source: sourceOf(answer) };
    sources.push(sourceOf(answer));
    blocks.push(result.validated);
    if (chain.mode === 'full' && blocks.length >= BATCH) {
      yield { blocks };
      sources = [];
      blocks = [];
    }
  }

  const refused = (await branch?.settle()) ?? null;
  if (refused !== null) {
    const at = blocks.findIndex(({ record }) => record.height === refused.height);
    return yield { refused, source: sources[at] as Source };
  }
  if (blocks.length > 0) yield { blocks };
}

/** The items as they come, but some of them late: each was handed to `prepare` well before. */
async function* prepared<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  prepare: (item: Item) => void,
): AsyncGenerator<Item, void, void> {
  const waiting: Item[] = [];
  for await (const item of items) {
    prepare(item);
    waiting.push(item);
    if (waiting.length > AHEAD) yield waiting.shift() as Item;
  }
  yield* waiting;
}
