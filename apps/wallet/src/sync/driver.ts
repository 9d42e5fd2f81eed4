import { bytesToHex } from '@noble/hashes/utils.js';
import type { Timers } from '@salvia/network';
import { genesisBlock, type Peer, ProtocolError } from '@salvia/protocol';
import type { Log, Startable } from '@salvia/service';
import type { HeaderChain, HeaderRecord, RescanOptions, Wallet } from '@salvia/wallet';
import { type Answers, createAnswers, createAsking } from './asking.ts';
import { createChooser } from './choose.ts';
import type { FetchContext } from './fetch.ts';
import { follow } from './follow.ts';
import { createFullNodes, type FullNode, type Lca } from './full-nodes.ts';
import type { SyncNet } from './net.ts';
import { createProgress, type SyncStatus } from './progress.ts';
import { createQuestions } from './questions.ts';
import { SyncError } from './sync-error.ts';
import { createWake } from './wake.ts';

export interface SyncDriverOptions {
  readonly wallet: Wallet;
  readonly headers: HeaderChain;
  readonly timers: Timers;
  readonly log: Log;
  /** A block became the head of the wallet. */
  advanced(): void;
  fatal(error: unknown): void;
}

/** Keeps the wallet at the end of the heaviest valid chain that full nodes announce (wallet 5.4 to 5.6). */
export interface SyncDriver {
  /** Where the handlers hand in what comes. */
  readonly answers: Answers;
  announced(peer: Peer, lca: Lca): void;
  /** Gives the driver the network, which is made after it. */
  connect(net: SyncNet): void;
  status(): SyncStatus;
  /** Whether the wallet is as far as every connected full node says it is; false without any. */
  caughtUp(): boolean;
  /** Full nodes that are connected. */
  peers(): number;
  /** Those that may be asked: not known to lie or to be of no use. */
  usable(): readonly FullNode[];
  /** Goes back, and looks through everything above once more. */
  rescan(fromHeight: number, options?: RescanOptions): Promise<HeaderRecord>;
  /** Answers that nobody had asked for. */
  readonly ignoredAnswers: number;
  readonly part: Startable;
}

/** How long an answer may take. */
const TIMEOUT_MS = 15_000;
/** How long whoever lied is not asked, configured or not; others are banned for longer than that besides. */
const SHUN_LIAR_MS = 600_000;
/** How long whoever does not answer is not asked. */
const SHUN_SILENT_MS = 60_000;
/** The longest time between two looks at what full nodes announced. */
const LOOK_MS = 5_000;

export function createSyncDriver(options: SyncDriverOptions): SyncDriver {
  const { wallet, timers, log } = options;
  let net: SyncNet | null = null;
  const connected = (): SyncNet => {
    if (net === null) throw new Error('the sync has no network yet');
    return net;
  };
  const nodes = createFullNodes(timers);
  const questions = createQuestions({ timers, timeoutMs: TIMEOUT_MS, send: (message) => connected().send(message) });
  const asking = createAsking(questions);
  const progress = createProgress({ timers, log });
  const chooser = createChooser({ nodes, timers, head: () => wallet.head() });
  const wake = createWake(timers);
  const genesisChallenge = genesisBlock(wallet.network).proofOfSpace.challengeHash;
  let ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let interruption: (() => Promise<void>) | null = null;
  let unwatch = (): void => undefined;

  const fetching: FetchContext = {
    nodes,
    accuse(node, error) {
      progress.failed(error.code, error.message);
      nodes.shun(node.id, SHUN_LIAR_MS);
      connected().blame(node.peer, error);
    },
    leave(node, reason) {
      log.info({ host: node.peer.host, port: node.peer.port, reason }, 'leaving a full node');
      nodes.shun(node.id, SHUN_SILENT_MS);
      connected().close(node.peer);
    },
    stopped: () => ending.signal.aborted || interruption !== null,
  };

  /** Follows what a full node announced. What is wrong with it is dealt with; only our own failures are thrown. */
  async function attempt(node: FullNode, target: Lca): Promise<void> {
    progress.begin(target, wallet.head().height);
    const { lastFailure } = progress.status();
    try {
      await follow({ ...options, nodes, asking, fetching, progress, genesisChallenge }, node, target);
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      if (error.code === 'STOPPED') return;
      // What somebody was accused of says more.
      if (progress.status().lastFailure === lastFailure) progress.failed(error.code, error.message);
      log.info({ code: error.code, reason: error.message, host: node.peer.host }, 'cannot follow a full node');
    }
    if (wallet.head().weight < target.weight) giveUp(node, target);
    else chooser.succeeded(node);
  }

  /** Its announcement came to nothing. It may have changed its mind; if it goes on announcing it, it lies. */
  function giveUp(node: FullNode, target: Lca): void {
    if (chooser.failed(node, target) !== 'LIES') return;
    const announced = { headerHash: bytesToHex(target.hash), height: target.height };
    fetching.accuse(node, new ProtocolError('BLOCK_WITHHELD', announced));
  }

  async function loop(): Promise<void> {
    while (!ending.signal.aborted) {
      if (interruption !== null) await interruption();
      const choice = chooser.choose();
      if (choice !== null) await attempt(choice.node, choice.lca);
      else {
        progress.end();
        for (const node of chooser.stale()) fetching.leave(node, 'it is far behind the others');
        await wake.wait(LOOK_MS, ending.signal);
      }
    }
    progress.end();
  }

  function joined(peer: Peer): void {
    if (connected().isFullNode(peer)) nodes.joined(peer);
  }

  function left(peer: Peer): void {
    if (!connected().isFullNode(peer)) return;
    nodes.left(peer);
    questions.gone(peer);
  }

  return {
    answers: createAnswers(questions),
    announced(peer, lca) {
      nodes.announced(peer, lca);
      wake.up();
    },
    connect(to) {
      net = to;
    },
    status: () => progress.status(),
    caughtUp: () => chooser.caughtUp(),
    peers: () => nodes.count,
    usable: () => nodes.usable(),
    rescan(fromHeight, rescanOptions) {
      return new Promise((resolve, reject) => {
        interruption = async () => {
          interruption = null;
          await wallet.rescan(fromHeight, rescanOptions).then(resolve, reject);
        };
        wake.up();
      });
    },
    get ignoredAnswers() {
      return questions.ignored;
    },
    part: {
      name: 'sync',
      start: async () => {
        ending = new AbortController();
        unwatch = connected().watch({ onConnected: joined, onDisconnected: left });
        running = loop().catch(options.fatal);
      },
      async stop() {
        ending.abort();
        wake.up();
        unwatch();
        await running;
      },
    },
  };
}
