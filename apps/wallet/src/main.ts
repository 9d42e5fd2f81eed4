import { runService } from '@salvia/service';
import { walletNode } from './wallet-node.ts';

await runService(walletNode);
