export { FullBlock, GeneratorResponse } from './block.ts';
export { Coin, CoinbaseInfo, CoinRecord, CoinSolution, SpendBundle } from './coin.ts';
export { Header, HeaderBlock, HeaderData, PoolTarget } from './header.ts';
export { PeerInfo, TimestampedPeerInfo } from './peer-info.ts';
export { publicKey, signature } from './points.ts';
export { Challenge, ClassgroupElement, ProofOfSpace, ProofOfTime } from './proofs.ts';
