import type { Handler } from '@salvia/protocol';
import type { FarmerState } from '../state.ts';

/** How fast proofs of time are, for estimates (network 2.3). */
export const proofOfTimeRate = ({ pace, log }: FarmerState): Handler<'proof_of_time_rate'> =>
  async function* ({ potEstimateIps }) {
    pace.setIps(potEstimateIps);
    log.debug({ ips: potEstimateIps }, 'iterations per second');
  };
