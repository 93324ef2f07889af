import { readConfig } from '@throughline/config';
import { exitWithParent } from '@throughline/embedded/exit-with-parent';
import { listen, tokens } from '@throughline/http';
import { createLogger, flush } from '@throughline/observability';
import { compose } from './compose.ts';
import { portalEnvironment } from './config.ts';

const config = readConfig(portalEnvironment);
if (config.THROUGHLINE_MODE !== 'production') exitWithParent();
const log = createLogger({ service: 'portal', level: config.LOG_LEVEL });
const portal = compose({
  gatewayUrl: config.GATEWAY_URL,
  publicUrl: config.PUBLIC_URL,
  mode: config.THROUGHLINE_MODE,
  feedbackEmail: config.FEEDBACK_EMAIL,
  tokens: tokens({
    issuer: 'portal',
    privateJwk: config.INTERNAL_PRIVATE_KEY,
    publicJwks: config.INTERNAL_PUBLIC_KEYS,
  }),
  log,
});
const listening = await listen(portal.app, { port: config.PORT, host: config.HOST });
log.info({ port: listening.port }, 'listening');

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(
    signal,
    () =>
      void listening
        .stop(10_000)
        .then(portal.stop)
        .then(flush)
        .finally(() => process.exit()),
  );
