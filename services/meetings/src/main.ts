import { runService } from '@throughline/service';
import { compose } from './compose.ts';
import { environment } from './config.ts';

await runService('meetings', environment, compose);
