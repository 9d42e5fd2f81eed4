import { runService } from '@salvia/service';
import { harvester } from './harvester.ts';

await runService(harvester);
