import { runService } from '@salvia/service';
import { fullNode } from './full-node.ts';

await runService(fullNode);
