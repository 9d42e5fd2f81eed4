import type { Server } from '@salvia/network';
import type { IntroducerList } from '@salvia/peer-store';
import { addConnectionsRoute, hexBytes, type Metrics, type RpcRouter } from '@salvia/service';
import { z } from 'zod';

const stateView = z.object({
  networkId: z.string(),
  nodeId: hexBytes(),
  known: z.int().describe('full nodes seen lately'),
  vetted: z.int().describe('those of them that answered when they were dialled back'),
  connections: z.int(),
});

/** What an introducer answers over HTTP. */
export function addRoutes(rpc: RpcRouter, list: IntroducerList, server: Server, networkId: string): void {
  rpc.get('/state', { summary: 'how many full nodes are known', response: stateView }, () => ({
    networkId,
    nodeId: server.nodeId,
    ...list.counts(),
    connections: server.connections().length,
  }));
  addConnectionsRoute(rpc, () => server.connections());
}

export function addIntroducerMetrics(metrics: Metrics, list: IntroducerList): void {
  metrics.gauge('salvia_introducer_peers', 'known full nodes by whether they can be reached', ['vetted'], (gauge) => {
    const { known, vetted } = list.counts();
    gauge.set({ vetted: 'true' }, vetted);
    gauge.set({ vetted: 'false' }, known - vetted);
  });
}
