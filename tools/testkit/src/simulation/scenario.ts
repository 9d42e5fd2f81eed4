import type { HostileScript } from './hostile-script.ts';
import type { Groups } from './network/barriers.ts';
import type { Links } from './network/links.ts';
import type { NodeSpec } from './simulation.ts';

/** Something that happens from outside, so many milliseconds after the beginning. */
export type ScenarioEvent<Spec extends NodeSpec, Action> = { readonly atMs: number } & (
  | { readonly join: readonly Spec[] }
  | { readonly leave: readonly string[]; readonly silently?: boolean }
  | { readonly part: Groups; readonly breaks?: boolean }
  | { readonly heal: true }
  | { readonly unleash: string; readonly script: HostileScript }
  /** Whatever else a test can do. */
  | { readonly act: Action }
);

/** What must come to hold, and when. */
export interface ScenarioExpectation {
  /** Key of what the runner was given to see it by. */
  readonly that: string;
  /** From here on it is looked for, in milliseconds after the beginning; 0 by default. */
  readonly fromMs?: number;
  /** It holds at most so many milliseconds later. */
  readonly withinMs: number;
}

/** A simulation as data: who is there, what lies between them, what happens, and what must come of it. */
export interface SimulationScenario<Spec extends NodeSpec, Action = never> {
  readonly seed: string;
  readonly links: Links;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  /** There from the beginning. */
  readonly nodes: readonly Spec[];
  readonly events: readonly ScenarioEvent<Spec, Action>[];
  /** In the order of their time; the run ends with the last one. */
  readonly expect: readonly ScenarioExpectation[];
}

/** What came of an expectation. */
export interface ScenarioFinding {
  readonly that: string;
  /** From `fromMs` on, in simulated milliseconds; null if it did not come to hold in time. */
  readonly afterMs: number | null;
}
