import type { Devnet } from '../devnet.ts';
import type { DevnetOptions } from '../plan/options.ts';
import { type Result, walletView } from '../watch/result.ts';
import type { Snapshot } from '../watch/snapshot.ts';
import { formatBanner } from './banner.ts';
import { formatBar } from './bar.ts';
import { createScreen, type Screen } from './screen.ts';
import { formatLine, formatSnapshot } from './table.ts';

/** Tells the user what a devnet does. */
export interface Reporter {
  report(step: string, percent: number | null): void;
  onRestart(name: string, how: string): void;
  running(devnet: Devnet, snapshot: Snapshot): void;
  look(snapshot: Snapshot): void;
  ended(result: Result): void;
  stopping(): void;
}

export const createReporter = (options: DevnetOptions): Reporter =>
  options.json ? jsonReporter(process.stdout) : textReporter(options, process.stdout);

/** One JSON object a line. */
function jsonReporter(output: Pick<NodeJS.WriteStream, 'write'>): Reporter {
  const say = (value: object) => void output.write(`${JSON.stringify(value)}\n`);
  let step = '';
  let height = -1;
  return {
    report(next) {
      if (next !== step) say({ event: 'prepare', step: next });
      step = next;
    },
    onRestart: (service, how) => say({ event: 'restart', service, how }),
    running: ({ folder, ports, rewardAddress }, { wallet }) =>
      say({ event: 'running', folder, ports, wallet: { address: rewardAddress, ...walletView(wallet) } }),
    look({ nodes, plots, wallet }) {
      const top = Math.max(-1, ...nodes.map((node) => node.height));
      if (top === height) return;
      height = top;
      say({
        event: 'height',
        height,
        nodes: nodes.map(({ name, height: own, lcaHeight }) => ({ name, height: own, lcaHeight })),
        plots,
        wallet: walletView(wallet),
      });
    },
    ended: say,
    stopping: () => {},
  };
}

/** A banner and a live view on a terminal; lines elsewhere. */
function textReporter(options: DevnetOptions, output: NodeJS.WriteStream): Reporter {
  const screen: Screen = createScreen(output);
  let line = '';
  return {
    report(step, percent) {
      if (output.isTTY) screen.show(formatBar(step, percent));
      else if (step !== line) screen.say(`${step} …`);
      line = step;
    },
    onRestart: (name, how) => screen.say(`${name} ${how}; it is started again`),
    running(devnet, { wallet }) {
      screen.show('');
      screen.say(formatBanner(devnet, wallet));
    },
    look(snapshot) {
      screen.show(output.isTTY ? formatSnapshot(snapshot, options.plots) : formatLine(snapshot));
    },
    ended({ firstBlockSeconds, blockSeconds, nodes }) {
      screen.settle();
      const first = firstBlockSeconds === null ? 'no new block' : `first new block after ${firstBlockSeconds} s`;
      const pace = blockSeconds === null ? '' : `, ${blockSeconds.toFixed(1)} s per block`;
      screen.say(`\n${nodes[0] ? `height ${nodes[0].height}, ` : ''}${first}${pace}`);
    },
    stopping: () => screen.say('stopping …'),
  };
}
