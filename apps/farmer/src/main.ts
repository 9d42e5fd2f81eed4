import { runService } from '@salvia/service';
import { farmer } from './farmer.ts';

await runService(farmer);
