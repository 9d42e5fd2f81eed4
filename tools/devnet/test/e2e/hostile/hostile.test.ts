import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { hangUp, type Scenario, type Stage, scenarios } from '@salvia/testkit';
import { type FarmingNetwork, startFarmingNetwork } from './farming-network.ts';
import { bannedBeside, judge } from './verdict.ts';
import { createWitness, type Witness } from './witness.ts';

const minutes = 60_000;

const outcomeOf = ({ outcome }: Scenario): string => {
  if ('banned' in outcome) return `is banned for ${outcome.banned}`;
  if ('closed' in outcome) return `is refused for ${outcome.closed}`;
  return `is let be: ${outcome.spared}`;
};

describe('a full node that farms', () => {
  let farming: FarmingNetwork;
  let witness: Witness;
  const attackers = new Set<string>();

  /** A stage with an address that nobody came from yet. */
  function newStage(): Stage {
    const address = `127.66.0.${attackers.size + 1}`;
    attackers.add(address);
    return { victim: farming.victim, address };
  }

  beforeAll(async () => {
    farming = await startFarmingNetwork();
    witness = await createWitness(farming);
  }, 4 * minutes);
  afterEach(hangUp);
  afterAll(async () => {
    await witness?.close();
    await farming?.close();
  }, minutes);

  /** Has an attack made, and looks what became of it and of everybody else. */
  async function withstand(scenario: Scenario): Promise<void> {
    const { node } = farming;
    const stage = newStage();
    const verdict = await judge(node, stage, scenario.outcome);
    const attack = scenario.attack(stage);
    await witness.newcomerIsServed();
    await attack;
    await verdict.passed();
    hangUp();
    await witness.honestAreThere();
    expect(await bannedBeside(node, attackers)).toEqual([]);
    await witness.memoryIsBounded();
    await witness.farms();
  }

  describe.each(Object.entries(scenarios))('%s: a peer that', (_family, attacks) => {
    test.each(attacks.map((scenario) => ({ ...scenario, comes: outcomeOf(scenario), scenario })))(
      '$name $comes',
      ({ scenario }) => withstand(scenario),
      2 * minutes,
    );
  });
});
