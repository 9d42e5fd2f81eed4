import { runService } from '@salvia/service';
import { introducer } from './introducer.ts';

await runService(introducer);
