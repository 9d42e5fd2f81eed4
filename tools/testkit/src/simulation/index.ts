export { type ClockOptions, createClock, type SimulatedClock, type UntilOptions } from './clock.ts';
export type { HostileScript, HostileStep } from './hostile-script.ts';
export type { Groups } from './network/barriers.ts';
export type { LinkQuality, Links } from './network/links.ts';
export {
  createNetwork,
  type NetworkOptions,
  type PartOptions,
  type Resident,
  type SimulatedNetwork,
} from './network/network.ts';
export type { Place, SimulatedNode } from './place.ts';
export type { RealWork } from './real-work.ts';
export { runScenario, type ScenarioMeaning, type ScenarioRun } from './run-scenario.ts';
export type { ScenarioEvent, ScenarioExpectation, ScenarioFinding, SimulationScenario } from './scenario.ts';
export { type SeededRandom, seededRandom } from './seeded-random.ts';
export { createSimulation, type NodeSpec, type Simulation, type SimulationOptions } from './simulation.ts';
export { SimulationError, type SimulationErrorCode, type SimulationErrorContext } from './simulation-error.ts';
export { createTrace, type Trace } from './trace.ts';
