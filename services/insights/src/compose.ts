import { buildApp, serviceClient } from '@throughline/http';
import { type Composed, consumerName, dueSweep, type Host, openFoundations, ownerJournal } from '@throughline/service';
import type { environment } from './config.ts';
import { subscriptions } from './consumers.ts';
import { openConcernsQuery } from './dashboards/open-concerns.query.ts';
import { declareMirrors } from './mirrors.ts';
import { routes } from './routes.ts';
import { arrivals } from './traces/arrivals.ts';
import { versionAwaiter } from './traces/await-version.ts';
import { findTraceQuery } from './traces/find-trace.query.ts';
import { askForWords } from './words/ask-for-words.ts';

/** Builds the read side: mirrors of everything that it shows, and nothing of its own. */
export async function compose(host: Host<typeof environment>): Promise<Composed> {
  const { service, config, log, clock, movable, tokens } = host;
  const foundations = await openFoundations(service, config, { log });
  const mirrors = declareMirrors(foundations.database);
  const owners = {
    organisations: serviceClient({ baseUrl: config.ORGANISATIONS_URL, tokens }),
    meetings: serviceClient({ baseUrl: config.MEETINGS_URL, tokens }),
    feedback: serviceClient({ baseUrl: config.FEEDBACK_URL, tokens }),
  };
  const { announcing, arrival } = arrivals();
  const followed = subscriptions(mirrors, owners).map((each) => ({ ...each, sink: announcing(each.sink) }));
  const sights = Object.fromEntries(
    followed.flatMap(({ purpose, stream, aggregates, sink, owner }) =>
      aggregates.map((aggregate) => [
        aggregate,
        {
          sink,
          arrival,
          parking: foundations.database.parking(consumerName(service, { purpose, stream })),
          journalOf: ownerJournal(owner, aggregates).journalOf,
        },
      ]),
    ),
  );
  // Nothing here falls due; how late others are is told by the stack's clock all the same.
  const sweep = dueSweep([], { clock, movable, log });
  const app = buildApp({
    service,
    routes: [...routes, ...sweep.routes],
    use: {
      findTrace: findTraceQuery(mirrors),
      openConcerns: openConcernsQuery(mirrors),
      awaitVersion: versionAwaiter(sights),
      askForWords: askForWords(owners),
    },
    tokens,
    log,
    clock,
    idempotencySecret: config.IDEMPOTENCY_SECRET,
    readiness: foundations.readiness,
  });
  return {
    app,
    start: () => foundations.start(followed),
    async stop() {
      await sweep.stop();
      await foundations.stop();
      await Promise.all(Object.values(owners).map((client) => client.close()));
    },
  };
}
