import type { SimulatedNode } from './place.ts';
import type { ScenarioEvent, ScenarioFinding, SimulationScenario } from './scenario.ts';
import { createSimulation, type NodeSpec, type Simulation, type SimulationOptions } from './simulation.ts';
import { SimulationError } from './simulation-error.ts';

/** What a scenario's words mean. */
export interface ScenarioMeaning<Spec extends NodeSpec, Node extends SimulatedNode, Action> {
  readonly nodes: SimulationOptions<Spec, Node>['nodes'];
  readonly networkId?: string;
  /** Whether something holds, by what the scenario calls it; looked at fifty times in a simulated second. */
  readonly holds: Readonly<Record<string, (simulation: Simulation<Spec, Node>) => boolean>>;
  readonly act?: (action: Action, simulation: Simulation<Spec, Node>) => Promise<void>;
}

export interface ScenarioRun<Spec extends NodeSpec, Node extends SimulatedNode> {
  readonly findings: readonly ScenarioFinding[];
  /** Still running: whoever has looked at it closes it. */
  readonly simulation: Simulation<Spec, Node>;
  readonly simulatedMs: number;
  readonly realMs: number;
}

const LOOK_MS = 20;

/** Runs a scenario to the end. What an event sets off is waited for, so that a later one comes after it. */
export async function runScenario<Spec extends NodeSpec, Node extends SimulatedNode, Action = never>(
  scenario: SimulationScenario<Spec, Action>,
  { nodes, networkId, holds, act }: ScenarioMeaning<Spec, Node, Action>,
): Promise<ScenarioRun<Spec, Node>> {
  const { seed, links, startMs } = scenario;
  const began = performance.now();
  const simulation = createSimulation({ seed, links, startMs, nodes, ...(networkId && { networkId }) });
  const { clock } = simulation;
  const elapsed = (): number => clock.now() - startMs;
  const events = [...scenario.events].sort((a, b) => a.atMs - b.atMs);
  const findings: ScenarioFinding[] = [];

  async function happen(event: ScenarioEvent<Spec, Action>): Promise<void> {
    if ('join' in event) for (const spec of event.join) await simulation.join(spec);
    else if ('leave' in event) for (const name of event.leave) await simulation.leave(name, event);
    else if ('part' in event) simulation.network.part(event.part, event);
    else if ('heal' in event) simulation.network.heal();
    else if ('unleash' in event) await simulation.unleash(event.unleash, event.script);
    else await act?.(event.act, simulation);
  }

  /** Goes on until something holds; null if it does not by then. */
  async function until(moment: number, condition: () => boolean): Promise<number | null> {
    for (;;) {
      const next = events[0]?.atMs ?? Number.POSITIVE_INFINITY;
      const stop = Math.min(moment, Math.max(next, elapsed()));
      const found = await clock.until(condition, { withinMs: stop - elapsed(), everyMs: LOOK_MS });
      if (found !== null) return elapsed();
      if (elapsed() >= moment) return null;
      await happen(events.shift() as ScenarioEvent<Spec, Action>);
    }
  }

  for (const spec of scenario.nodes) await simulation.join(spec);
  for (const { that, fromMs = 0, withinMs } of scenario.expect) {
    const condition = holds[that];
    if (condition === undefined) throw new SimulationError('UNKNOWN_EXPECTATION', { that });
    await until(fromMs, () => false);
    const found = await until(fromMs + withinMs, () => condition(simulation));
    findings.push({ that, afterMs: found === null ? null : Math.max(0, found - fromMs) });
  }
  return { findings, simulation, simulatedMs: elapsed(), realMs: performance.now() - began };
}
