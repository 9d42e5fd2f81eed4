import * as protocol from '@salvia/protocol';
import { type Codec, type Field, type JsonValue, type RecordCodec } from '@salvia/streamable';

type AnyRecord = RecordCodec<Record<string, never>>;

/** Every streamable record, by the reference's name. */
export const records: ReadonlyMap<string, AnyRecord> = new Map(
  [
    protocol.Challenge,
    protocol.ClassgroupElement,
    protocol.Coin,
    protocol.CoinbaseInfo,
    protocol.CoinRecord,
    protocol.CoinSolution,
    protocol.FullBlock,
    protocol.GeneratorResponse,
    protocol.Header,
    protocol.HeaderBlock,
    protocol.HeaderData,
    protocol.PeerInfo,
    protocol.PoolTarget,
    protocol.ProofOfSpace,
    protocol.ProofOfTime,
    protocol.SpendBundle,
    protocol.TimestampedPeerInfo,
  ].map((codec) => [codec.name, codec as unknown as AnyRecord]),
);

const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  shared_protocol: protocol.messages.shared,
  full_node_protocol: protocol.messages.fullNode,
  farmer_protocol: protocol.messages.farmer,
  harvester_protocol: protocol.messages.harvester,
  timelord_protocol: protocol.messages.timelord,
  wallet_protocol: protocol.messages.wallet,
  introducer_protocol: protocol.messages.introducer,
  simulator_protocol: protocol.messages.simulator,
};

/** The codec of a message class; throws for one that nobody knows. */
export function messageClass(module: string, name: string): AnyRecord {
  const codecs = Object.values(MODULES[module] ?? {}) as AnyRecord[];
  const codec = codecs.find((candidate) => candidate.name === name);
  if (codec === undefined) throw new Error(`no message class ${module}.${name}`);
  return codec;
}

export function recordType(name: string): AnyRecord {
  const codec = records.get(name);
  if (codec === undefined) throw new Error(`no record ${name}`);
  return codec;
}

/** Fields as the reference lists them: wire name and type. */
export const layoutOf = (codec: AnyRecord): readonly (readonly [string, string])[] =>
  codec.layout.map(({ wireName, codec: { name } }: Field) => [wireName, name] as const);

/** A value from the form in which the reference data has it: hex without prefix, large integers as decimal text. */
export const fromFields = <T>(codec: Codec<T>, fields: unknown): T => codec.fromJson(fields as JsonValue);
