import type { RequestListener } from 'node:http';
import type { Served } from '@throughline/http';

/** What listens from the first moment, and lets the app answer once it can. */
export interface WaitingDoor extends Served {
  open(app: Served): void;
}

const unavailable = JSON.stringify({
  type: '/docs/problems/unavailable',
  title: 'Not available just now',
  status: 503,
  detail: 'The service is starting.',
  code: 'unavailable',
});

/**
 * Until it is opened, a service says that it lives and is not ready, and refuses everything else with 503: a command that
 * came before the indexes stand could be done twice.
 */
export function waitingDoor(service: string): WaitingDoor {
  let behind: Served | undefined;
  const isLive = JSON.stringify({ status: 'live', service });
  const isStarting = JSON.stringify({ status: 'not-ready', service, reasons: ['starting'], lag: {} });

  const whileStarting: RequestListener = (request, response) => {
    const [path] = (request.url ?? '/').split('?');
    response.setHeader('Cache-Control', 'no-store');
    // Nothing of the request is read; a connection with an unread body is not to be used again.
    response.setHeader('Connection', 'close');
    if (path === '/healthz') response.writeHead(200, { 'content-type': 'application/json' }).end(isLive);
    else if (path === '/readyz') response.writeHead(503, { 'content-type': 'application/json' }).end(isStarting);
    else response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' }).end(unavailable);
  };

  return {
    express: (request, response) => (behind ? behind.express : whileStarting)(request, response),
    leave: () => behind?.leave(),
    idle: () => behind?.idle() ?? Promise.resolve(),
    open(app) {
      behind = app;
    },
  };
}
