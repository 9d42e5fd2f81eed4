import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cable, createCable } from './cable.ts';
import { startReaper, sweep } from './cleanup.ts';
import { ipIn, run } from './command.ts';
import { createHost, type LabHost } from './host.ts';
import { namespaceOf, ownPrefix } from './names.ts';
import { shortenPatience } from './patience.ts';

/** Hosts, switches and cables that exist only in the kernel of this machine. */
export interface Lab {
  /** A new host on a switch, which is made if it is not there yet. */
  host(name: string, onSwitch: string): Promise<LabHost>;
  /** A cable between two switches. Hosts of switches that no cable joins do not hear of each other. */
  connect(one: string, other: string): Promise<Cable>;
  /** Kills what still runs on its hosts and removes everything. */
  close(): Promise<void>;
}

/**
 * An empty lab. Switches and the far ends of all cables are in one namespace, each host in one of its own, so nothing is
 * added to the network of the machine itself. All hosts are in one private /16 and see each other without routers.
 */
export async function createLab(): Promise<Lab> {
  await sweep();
  // Test files of one process may each count from one.
  const id = randomBytes(3).toString('hex');
  const named = (name: string) => namespaceOf(`${id}-${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'salvia-lab-'));
  const reaper = startReaper(`${ownPrefix}${id}-`, folder);
  const fabric = named('fabric');
  const switches = new Map<string, string>();
  const hosts: LabHost[] = [];
  let cards = 0;

  async function switchOf(name: string): Promise<string> {
    const known = switches.get(name);
    if (known !== undefined) return known;
    const bridge = `switch${switches.size}`;
    switches.set(name, bridge);
    await ipIn(fabric, 'link', 'add', bridge, 'type', 'bridge');
    await ipIn(fabric, 'link', 'set', bridge, 'up');
    return bridge;
  }

  async function plug(card: string, bridge: string): Promise<void> {
    await ipIn(fabric, 'link', 'set', card, 'master', bridge);
    await ipIn(fabric, 'link', 'set', card, 'up');
  }

  await run('ip', 'netns', 'add', fabric);
  return {
    async host(name, onSwitch) {
      const bridge = await switchOf(onSwitch);
      const card = `host${++cards}`;
      const namespace = named(name);
      const address = `10.77.${[...switches.values()].indexOf(bridge)}.${cards}`;
      await run('ip', 'netns', 'add', namespace);
      await ipIn(fabric, 'link', 'add', card, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
      await plug(card, bridge);
      await ipIn(namespace, 'addr', 'add', `${address}/16`, 'dev', 'eth0');
      for (const device of ['lo', 'eth0']) await ipIn(namespace, 'link', 'set', device, 'up');
      await shortenPatience(namespace);
      const host = await createHost({ name, namespace, folder, address, cable: createCable(fabric, card) });
      hosts.push(host);
      return host;
    },
    async connect(one, other) {
      const [here, there] = [`cable${++cards}`, `cable${++cards}`];
      const bridges = [await switchOf(one), await switchOf(other)] as const;
      await ipIn(fabric, 'link', 'add', here, 'type', 'veth', 'peer', 'name', there);
      await plug(here, bridges[0]);
      await plug(there, bridges[1]);
      return createCable(fabric, here);
    },
    async close() {
      await Promise.all(hosts.map((host) => host.close()));
      await reaper.reap();
    },
  };
}
