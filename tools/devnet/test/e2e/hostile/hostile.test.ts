import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { hangUp, type Scenario, type Stage, scenarios } from '@salvia/testkit';
import type { Service } from '../service.ts';
import { chainScenarios } from './chain-scenarios.ts';
import { type FarmingNetwork, startFarmingNetwork, stopAll } from './farming-network.ts';
import { type ChainStage, mintsFor, type OpenMint } from './mint.ts';
import { bannedBeside, judge } from './verdict.ts';
import { createWitness, type Witness } from './witness.ts';

const minutes = 60_000;

const outcomeOf = ({ outcome }: Pick<Scenario, 'outcome'>): string => {
  if ('banned' in outcome) return `is banned for ${outcome.banned}`;
  if ('closed' in outcome) return `is refused for ${outcome.closed}`;
  return `is let be: ${outcome.spared}`;
};

describe('a full node that farms', () => {
  let farming: FarmingNetwork;
  let witness: Witness;
  let openMint: OpenMint;
  const culprits = new Set<string>();
  const services: Service[] = [];

  let stages = 0;
  /** A stage with an address that nobody came from yet. */
  function newStage(): Stage {
    stages += 1;
    return { victim: farming.victim, address: `127.66.0.${stages}` };
  }

  beforeAll(async () => {
    farming = await startFarmingNetwork(services);
    witness = await createWitness(farming);
    openMint = mintsFor(farming, '127.66.1.1');
  }, 4 * minutes);
  afterEach(hangUp);
  afterAll(async () => {
    await witness?.close();
    await stopAll(services);
    if (farming) rmSync(farming.folder, { recursive: true, force: true });
  }, minutes);

  /** Has an attack made, and looks what became of it and of everybody else. */
  async function withstand<Where extends Stage>(scenario: Scenario<Where>, stage: Where): Promise<void> {
    const { node } = farming;
    if ('banned' in scenario.outcome) culprits.add(stage.address);
    const verdict = await judge(node, stage, scenario.outcome);
    const attack = scenario.attack(stage);
    await witness.newcomerIsServed();
    await attack;
    await verdict.passed();
    hangUp();
    await witness.honestAreThere();
    expect(await bannedBeside(node, culprits)).toEqual([]);
    await witness.memoryIsBounded();
  }

  /** With no other proofs of time than the attacker has. */
  async function withstandInStandingTime(scenario: Scenario<ChainStage>): Promise<void> {
    farming.timelord.signal('SIGSTOP');
    const mint = await openMint();
    try {
      await withstand(scenario, { ...newStage(), mint });
    } finally {
      farming.timelord.signal('SIGCONT');
      await mint.close();
    }
    await witness.farms();
  }

  describe('chains: a peer that', () => {
    test.each(chainScenarios.map((scenario) => ({ ...scenario, comes: outcomeOf(scenario), scenario })))(
      '$name $comes',
      ({ scenario }) => withstandInStandingTime(scenario),
      3 * minutes,
    );
  });

  describe.each(Object.entries(scenarios))('%s: a peer that', (_family, attacks) => {
    test.each(attacks.map((scenario) => ({ ...scenario, comes: outcomeOf(scenario), scenario })))(
      '$name $comes',
      async ({ scenario }) => {
        await withstand(scenario, newStage());
        await witness.farms();
      },
      2 * minutes,
    );
  });
});
