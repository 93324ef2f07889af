import { readConfig } from '@throughline/config';
import { exitWithParent } from '@throughline/embedded/exit-with-parent';
import { listen } from '@throughline/http';
import { createLogger, flush } from '@throughline/observability';
import { compose } from './compose.ts';
import { portalEnvironment } from './config.ts';

const config = readConfig(portalEnvironment);
if (config.THROUGHLINE_MODE !== 'production') exitWithParent();
const log = createLogger({ service: 'portal', level: config.LOG_LEVEL });
const { app, stop } = compose({
  gatewayUrl: config.GATEWAY_URL,
  publicUrl: config.PUBLIC_URL,
  mode: config.THROUGHLINE_MODE,
  feedbackEmail: config.FEEDBACK_EMAIL,
  log,
});
const listening = await listen(app, { port: config.PORT, host: config.HOST });
log.info({ port: listening.port }, 'listening');

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(
    signal,
    () =>
      void listening
        .stop(10_000)
        .then(stop)
        .then(flush)
        .finally(() => process.exit()),
  );
