import {
  challengeOf,
  type FullBlock,
  type HeaderBlock,
  type HeaderData,
  headerHash,
  type ProofOfTime,
} from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { HostilePeer, type Scenario } from '@salvia/testkit';
import { SHORT_SYNC_BLOCKS } from './farming-network.ts';
import { type ChainStage, type Mint, tipOf } from './mint.ts';

type Attack = Scenario<ChainStage>['attack'];

/** More blocks than a short sync bridges, from the lowest of three tips on. */
const FAR_AHEAD = SHORT_SYNC_BLOCKS + 2;

/** Another witness: the header's hash does not cover it. */
const forged = (proof: ProofOfTime): ProofOfTime => ({ ...proof, witness: proof.witness.map((byte) => byte ^ 1) });

const withProof = (block: FullBlock, change: (proof: ProofOfTime) => ProofOfTime): FullBlock => ({
  ...block,
  proofOfTime: block.proofOfTime && change(block.proofOfTime),
});

/** Coins of the block that are not those that come of it. */
const misfit = (data: HeaderData): HeaderData => ({ ...data, additionsRoot: new Uint8Array(32).fill(1) });

/** @returns the last of so many new blocks */
async function growBy(mint: Mint, count: number): Promise<FullBlock> {
  for (let left = count; left > 1; left--) await mint.grow();
  return mint.grow();
}

const hashesTo = ({ chain }: Mint, { header }: FullBlock): readonly Uint8Array[] =>
  chain.headerHashesTo(headerHash(header)) ?? [];

/** Which of a chain a peer shows to whom asks; what it does not show it is silent about. */
interface Shown {
  readonly hashes: readonly Uint8Array[];
  readonly blocks: readonly FullBlock[];
  readonly showsBlock: (block: FullBlock) => boolean;
}

/** Of a block after which the difficulty stays the same. */
function headerBlockOf({ proofOfSpace, proofOfTime, header }: FullBlock): HeaderBlock {
  if (proofOfTime === null) throw new Error('a finished block has a proof of time');
  return { proofOfSpace, proofOfTime, challenge: challengeOf({ proofOfSpace, proofOfTime }, null), header };
}

/** Announces the last of some blocks, and answers what a syncing node asks. */
async function offer(peer: HostilePeer, { hashes, blocks, showsBlock }: Shown): Promise<void> {
  const find = (hash: Uint8Array) => blocks.find(({ header }) => sameBytes(headerHash(header), hash));
  peer.answer = (message) => {
    if (message.name === 'request_all_header_hashes') peer.say('all_header_hashes', { headerHashes: hashes });
    if (message.name !== 'request_block' && message.name !== 'request_header_block') return;
    const { height, headerHash: hash } = message.body;
    const block = find(hash);
    if (message.name === 'request_header_block') {
      if (block === undefined) return peer.say('reject_header_block_request', { height, headerHash: hash });
      peer.say('respond_header_block', { headerBlock: headerBlockOf(block) });
    } else if (block === undefined) peer.say('reject_block_request', { height, headerHash: hash });
    else if (showsBlock(block)) peer.say('respond_block', { block });
  };
  const top = blocks.at(-1);
  if (top !== undefined) peer.say('new_tip', tipOf(top));
  await peer.closed;
}

/** One block that is sent to whoever did not ask for it. */
const sends =
  (make: (mint: Mint) => Promise<FullBlock>): Attack =>
  async (stage) => {
    const block = await make(stage.mint);
    (await HostilePeer.greet(stage)).say('respond_block', { block });
  };

/** Attacks with blocks that look genuine, or are, in part. Time stands still meanwhile: nothing but the attack can change the chain. */
export const chainScenarios: readonly Scenario<ChainStage>[] = [
  {
    name: 'announces a tip of immense weight that it does not have',
    outcome: { spared: 'a rumour that is asked after once' },
    attack: async (stage) => {
      const peer = await HostilePeer.greet(stage);
      peer.say('new_tip', { height: 4_000_000_000, weight: 1n << 120n, headerHash: new Uint8Array(32).fill(9) });
      await peer.hears('request_block');
      await peer.isAnswered(new Uint8Array(32));
    },
  },
  {
    name: 'shows an invented tip of immense weight',
    outcome: { banned: 'INVALID_PLOT_SIGNATURE' },
    attack: sends(async ({ grow }) => {
      const block = await grow();
      const data = { ...block.header.data, height: 1_000_000, weight: 1n << 120n };
      return { ...block, header: { ...block.header, data } };
    }),
  },
  {
    name: 'has a genuine block with a forged proof of time',
    outcome: { banned: 'INVALID_POT' },
    attack: sends(async ({ grow }) => withProof(await grow(), forged)),
  },
  {
    name: 'has a second, unreduced output of the same proof of time',
    outcome: { banned: 'INVALID_POT' },
    attack: sends(async ({ grow }) =>
      withProof(await grow(), (proof) => ({
        ...proof,
        output: { ...proof.output, b: proof.output.b - 2n * proof.output.a },
      })),
    ),
  },
  {
    name: 'answers with another proof of time than the one that an unfinished block waits for',
    outcome: { banned: 'INVALID_POT' },
    attack: async (stage) => {
      const block = await stage.mint.grow();
      const peer = await HostilePeer.greet(stage);
      peer.say('respond_unfinished_block', { block: { ...block, proofOfTime: null } });
      // A pong comes when a message is read, not when it is handled: the block may not wait yet.
      for (let nonce = 1; peer.isOpen && nonce < 200; nonce++) {
        peer.say('respond_proof_of_time', { proof: forged(block.proofOfTime as ProofOfTime) });
        await peer.isAnswered(new Uint8Array(32).fill(nonce));
      }
    },
  },
  {
    name: 'has a valid header over a body that it does not fit',
    outcome: { banned: 'BAD_ADDITION_ROOT' },
    attack: sends(({ forge }) => forge(misfit)),
  },
  {
    name: 'has a long chain of valid headers, the last of them over a body that it does not fit',
    outcome: { banned: 'BAD_ADDITION_ROOT' },
    attack: async (stage) => {
      const { mint } = stage;
      const before = hashesTo(mint, await growBy(mint, FAR_AHEAD));
      const last = await mint.forge(misfit);
      const blocks = [...mint.made, last];
      const shown = { hashes: [...before, headerHash(last.header)], blocks, showsBlock: () => true };
      await offer(await HostilePeer.greet(stage), shown);
    },
  },
  {
    name: 'has a long chain of valid headers, and keeps the blocks to itself',
    outcome: { banned: 'BLOCK_WITHHELD' },
    attack: async (stage) => {
      const { mint } = stage;
      const top = await growBy(mint, FAR_AHEAD + 1);
      const shown = { hashes: hashesTo(mint, top), blocks: mint.made, showsBlock: (block: FullBlock) => block === top };
      await offer(await HostilePeer.greet(stage), shown);
    },
  },
];
