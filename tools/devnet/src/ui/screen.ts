/** Something that shows progress: a live view on a terminal, lines elsewhere, JSON for programs. */
export interface Screen {
  /** A line that stays. */
  say(text: string): void;
  /** Replaces what is shown at the bottom. */
  show(view: string): void;
  /** Leaves what is shown and goes on below it. */
  settle(): void;
}

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const cut = (line: string, width: number) => (line.length > width ? `${line.slice(0, width - 1)}…` : line);

/** On a terminal: the view is repainted in place. */
function terminalScreen(output: Output): Screen {
  let painted = 0;
  const erase = () => {
    if (painted > 0) output.write(`\u001b[${painted}A\u001b[0J`);
    painted = 0;
  };
  let view = '';
  const paint = () => {
    if (view === '') return;
    const lines = view.split('\n').map((line) => cut(line, output.columns || 80));
    output.write(`${lines.join('\n')}\n`);
    painted = lines.length;
  };
  return {
    say(text) {
      erase();
      output.write(`${text}\n`);
      paint();
    },
    show(next) {
      erase();
      view = next;
      paint();
    },
    settle() {
      view = '';
      painted = 0;
    },
  };
}

/** Elsewhere: views are lines like any other, and the same line is not said twice. */
function plainScreen(output: Output): Screen {
  let last = '';
  return {
    say: (text) => void output.write(`${text}\n`),
    show(view) {
      if (view !== last) output.write(`${view}\n`);
      last = view;
    },
    settle: () => {},
  };
}

export const createScreen = (output: Output): Screen => (output.isTTY ? terminalScreen(output) : plainScreen(output));
