import { hexToBytes } from '@noble/hashes/utils.js';
import { catalogue, encodeMessage, FullBlock, type NetworkFile, parseNetworkFile } from '@salvia/protocol';
import { z } from 'zod';
import { readVector } from '../reader.ts';
import { type Corpus, specimen } from './mutate.ts';
import type { Specimen } from './mutations/mutation.ts';

/** Names of handlers or classes that stand in the data for those on the wire (network 2). */
const wireNames: Readonly<Record<string, string>> = {
  request_peers_with_peer_info: 'request_peers',
  respond_peers_with_peer_info: 'respond_peers',
  transaction_ack_with_peer_name: 'transaction_ack',
  reject_generator: 'reject_generator_request',
};

const messagesShape = z.object({
  classes: z.array(z.object({ function: z.string(), instances: z.array(z.object({ cbor: z.string() })) })),
});
const chainShape = z.object({
  constants: z.record(z.string(), z.union([z.number(), z.string()])),
  blocks: z.array(z.object({ bytes: z.string() })),
});
const answersShape = z.object({ cases: z.array(z.object({ request: z.string(), function: z.string() })) });

/** A chain of genuine blocks with transactions, and the network that it belongs to. */
export interface RecordedChain {
  readonly network: NetworkFile;
  readonly blocks: readonly FullBlock[];
}

export function recordedChain(): RecordedChain {
  const { constants, blocks } = chainShape.parse(readVector('reference/golden_chain.json.gz'));
  const { GENESIS_BLOCK: genesis, ...rest } = constants;
  const network = parseNetworkFile({
    name: 'recorded',
    networkId: 'recorded',
    vdfScheme: 'chiavdf-0.12',
    coinRules: 'beta18',
    addressPrefix: 'txch',
    constants: rest,
    genesis,
  });
  return { network, blocks: blocks.map(({ bytes }) => FullBlock.decode(hexToBytes(bytes))) };
}

function recordedFrames(): Specimen[] {
  const { classes } = messagesShape.parse(readVector('reference/cbor_messages.json.gz'));
  const { cases } = answersShape.parse(readVector('reference/node_answers.json.gz'));
  const ofClasses = classes.flatMap(({ function: name, instances }) =>
    instances.map(({ cbor }) => {
      const wireName = wireNames[name] ?? name;
      return specimen(wireName, renamed(hexToBytes(cbor), name, wireName));
    }),
  );
  return [...ofClasses, ...cases.map(({ request, function: name }) => specimen(name, hexToBytes(request)))];
}

/** The same payload under the name on the wire. */
function renamed(frame: Uint8Array, from: string, to: string): Uint8Array {
  if (from === to) return frame;
  const short = (length: number): number[] => (length < 24 ? [0x60 + length] : [0x78, length]);
  const text = (name: string): Uint8Array => Uint8Array.of(...short(name.length), ...new TextEncoder().encode(name));
  const rest = frame.subarray(3 + text(from).length);
  return Uint8Array.of(...frame.subarray(0, 3), ...text(to), ...rest);
}

/** Frames of genuine blocks, which pass the codecs whole and reach validation. */
function blockFrames({ blocks }: RecordedChain): Specimen[] {
  return blocks.flatMap((block) => {
    const { proofOfTime } = block;
    const unfinished = { ...block, proofOfTime: null };
    return [
      specimen('respond_block', encodeMessage('respond_block', { block })),
      specimen('respond_unfinished_block', encodeMessage('respond_unfinished_block', { block: unfinished })),
      ...(proofOfTime === null
        ? []
        : [specimen('respond_proof_of_time', encodeMessage('respond_proof_of_time', { proof: proofOfTime }))]),
    ];
  });
}

/** One valid frame and more of every function; throws if one has none. */
export function corpusOf(chain: RecordedChain): Corpus {
  const corpus = new Map<string, Specimen[]>();
  for (const it of [...recordedFrames(), ...blockFrames(chain)])
    corpus.set(it.name, [...(corpus.get(it.name) ?? []), it]);
  const missing = Object.keys(catalogue).filter((name) => !corpus.has(name));
  if (missing.length > 0) throw new Error(`no recorded frame of ${missing.join(', ')}`);
  return corpus;
}
