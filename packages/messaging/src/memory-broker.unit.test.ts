import { createLogger } from '@throughline/observability';
import { describeBroker } from '../test/broker-suite.ts';
import { memoryBroker } from './memory-broker.ts';

const log = createLogger({ service: 'test', level: 'silent' });

describeBroker('the broker in memory', { open: (retryPausesMs) => memoryBroker({ log, retryPausesMs }) });
