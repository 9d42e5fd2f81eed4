import { describe, expect, test } from '@jest/globals';
import { layout } from '../src/plan/layout.ts';
import { serviceConfig } from '../src/plan/service-config.ts';
import { topology } from '../src/plan/topology.ts';

describe('the services of a devnet', () => {
  const services = topology({ nodes: 2, farmers: 2, harvesters: 3 });

  test('are named by role and number, in the order in which they start', () => {
    expect(services.map(({ name }) => name)).toEqual([
      'introducer',
      'node-1',
      'node-2',
      'timelord',
      'farmer-1',
      'farmer-2',
      'harvester-1',
      'harvester-2',
      'harvester-3',
      'wallet',
    ]);
  });

  test('full nodes know the introducer only; farmers and harvesters are dealt out in turn', () => {
    const dials = Object.fromEntries(services.map((service) => [service.name, service.dials]));
    expect(dials['node-2']).toEqual(['introducer']);
    expect(dials.timelord).toEqual(['node-1', 'node-2']);
    expect(dials['farmer-2']).toEqual(['node-2']);
    expect(dials['harvester-3']).toEqual(['farmer-1']);
  });

  test('a wallet knows a few full nodes, so that it can check one against another', () => {
    expect(services.find(({ name }) => name === 'wallet')?.dials).toEqual(['node-1', 'node-2']);
    const large = topology({ nodes: 20, farmers: 1, harvesters: 1 });
    expect(large.find(({ name }) => name === 'wallet')?.dials).toEqual(['node-1', 'node-2', 'node-3']);
  });

  test('get the addresses of those they dial in their configuration', () => {
    const ports = Object.fromEntries(services.map(({ name }, i) => [name, { port: 1000 + i, rpcPort: 2000 + i }]));
    const shared = { layout: layout('/d'), ports, rewardAddress: 'txch1x' };
    const configOf = (name: string) => {
      const service = services.find((one) => one.name === name);
      if (!service) throw new Error(name);
      return serviceConfig(service, shared);
    };
    expect(configOf('node-1')).toMatchObject({ introducer: '127.0.0.1:1000', port: 1001, rpcPort: 2001 });
    expect(configOf('farmer-1')).toMatchObject({ fullNodes: ['127.0.0.1:1001'], farmerRewardAddress: 'txch1x' });
    expect(configOf('harvester-2')).toMatchObject({
      farmers: ['127.0.0.1:1005'],
      plotDirectories: ['/d/harvester-2/plots'],
    });
    expect(configOf('wallet')).toMatchObject({
      fullNodes: ['127.0.0.1:1001', '127.0.0.1:1002'],
      keyFile: '/d/keys.json',
      port: 1009,
      rpcPort: 2009,
    });
  });
});
