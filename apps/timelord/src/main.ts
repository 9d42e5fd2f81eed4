import { runService } from '@salvia/service';
import { timelord } from './timelord.ts';

await runService(timelord);
