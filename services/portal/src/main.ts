import { runService } from '@throughline/service';
import { compose } from './compose.ts';
import { environment } from './config.ts';

await runService('portal', environment, compose);
