import { ipIn, run } from './command.ts';

/** A virtual cable. Cut, it swallows all that is sent, as a broken line does: no connection is told. */
export interface Cable {
  cut(): Promise<void>;
  heal(): Promise<void>;
  /** Delays what goes in one direction by so many milliseconds, where the system can (`tc`, netem); whether it does. */
  delay(milliseconds: number): Promise<boolean>;
}

export const createCable = (namespace: string, card: string): Cable => ({
  cut: async () => void (await ipIn(namespace, 'link', 'set', card, 'down')),
  heal: async () => void (await ipIn(namespace, 'link', 'set', card, 'up')),
  delay: (milliseconds) =>
    run('tc', '-n', namespace, 'qdisc', 'replace', 'dev', card, 'root', 'netem', 'delay', `${milliseconds}ms`).then(
      () => true,
      () => false,
    ),
});
