import type { ForumEvent, NoticeEvent } from '@throughline/contracts';
import { buildApp, serviceClient, wordsRoute } from '@throughline/http';
import { canonicalJson, hmac, newId, systemClock } from '@throughline/kernel';
import { type Mirror, storeProblems } from '@throughline/persistence';
import { type Composed, dueSweep, type Host, openFoundations } from '@throughline/service';
import { malformedItem } from './concerns/accept-batch.http.ts';
import { acceptBatch } from './concerns/accept-batch.ts';
import { acceptConcern } from './concerns/accept-concern.ts';
import { nextDueAt } from './concerns/concern-clocks.ts';
import { concernDefinition } from './concerns/concern-store.ts';
import { findSimilar } from './concerns/find-similar.query.ts';
import { followUp } from './concerns/follow-up.ts';
import { listConcerns } from './concerns/list-concerns.query.ts';
import { onForumChanged } from './concerns/on-forum-changed.consumer.ts';
import { onNoticeEnded } from './concerns/on-notice-ended.consumer.ts';
import { openConcernIds } from './concerns/open-concerns.query.ts';
import { readConcern } from './concerns/read-concern.ts';
import { readHistory } from './concerns/read-history.ts';
import { resolveWords } from './concerns/resolve-words.ts';
import { type DaySecretDocument, daySecrets } from './concerns/return-codes.mongo.ts';
import { returnCodes } from './concerns/return-codes.ts';
import { ownself, speakUp } from './concerns/speak-up.ts';
import { takeCommand } from './concerns/take-command.ts';
import type { environment } from './config.ts';
import { subscriptions } from './consumers.ts';
import { askMeetings, askOrganisations } from './network/ask-owner.ts';
import { type ForumMirrored, projectForum } from './network/forum.ts';
import { forumsFrom, settingFrom } from './network/forums.ts';
import { type KeptMirror, keepMirror } from './network/kept-mirror.ts';
import { type OrganisationMirrored, projectOrganisation } from './network/organisation.ts';
import { organisationsFrom } from './network/organisations.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import type { UseCases } from './use-cases.ts';

/** A mirror whose reader forgets a document the moment that its consumer has changed it. */
const forgetting = <M extends object, View>(mirror: Mirror<M>, kept: KeptMirror<M, View>) => ({
  ...mirror,
  async apply(envelope: Parameters<Mirror<M>['apply']>[0]) {
    await mirror.apply(envelope);
    kept.forget(envelope.subject);
  },
});

/** Builds the service: concerns, the mirrors that they lean on, their clocks. */
export async function compose({
  service,
  config,
  log,
  clock,
  movable,
  tokens,
}: Host<typeof environment>): Promise<Composed> {
  const foundations = await openFoundations(service, config, { log });
  const { database } = foundations;
  const owners = {
    meetings: serviceClient({ baseUrl: config.MEETINGS_URL, tokens }),
    organisations: serviceClient({ baseUrl: config.ORGANISATIONS_URL, tokens }),
    notifications: serviceClient({ baseUrl: config.NOTIFICATIONS_URL, tokens }),
  };
  const forumMirror = database.mirror({ collection: 'mirror_forums', project: projectForum });
  const keptForums = keepMirror<ForumMirrored, ReturnType<typeof settingFrom>>({
    mirror: forumMirror,
    askOwner: askMeetings(owners.meetings),
    viewOf: settingFrom,
    machineClock: systemClock,
  });
  const organisationMirror = database.mirror({ collection: 'mirror_organisations', project: projectOrganisation });
  const keptOrganisations = keepMirror<OrganisationMirrored, OrganisationMirrored>({
    mirror: organisationMirror,
    askOwner: askOrganisations(owners.organisations),
    viewOf: (_id, organisation) => organisation,
    machineClock: systemClock,
  });
  const forums = forumsFrom(keptForums);
  const organisations = organisationsFrom(keptOrganisations);
  const concerns = database.aggregate(concernDefinition, {
    nextDueAt: async (state) => nextDueAt(state, (await forums.settingOf(state.forumId)).calendar),
  });
  const codes = returnCodes({
    secrets: daySecrets(database.records<DaySecretDocument>('anonymity_secrets')),
    isKnown: async (hash) => (await concerns.findByKey('returnCode', hash, ownself)) !== undefined,
    machineClock: systemClock,
  });
  const shared = { concerns, forums, organisations, policy, newId };
  const deliveries = database.effects<NoticeEvent>({
    name: 'deliveries',
    handle: onNoticeEnded({ concerns, now: () => clock.now() }),
  });
  const calendars = database.effects<ForumEvent>({
    name: 'calendars',
    handle: onForumChanged({ concerns, openIn: openConcernIds(concerns), now: () => clock.now() }),
  });
  const sweep = dueSweep(
    [
      {
        due: (now, limit) => concerns.due(now, limit),
        nextDue: () => concerns.nextDue(),
        speak: speakUp(shared),
      },
    ],
    { clock, movable, log },
  );
  const accept = acceptConcern({ ...shared, counters: database.counters, returnCodes: codes });
  const use: UseCases = {
    accept,
    acceptBatch: acceptBatch({
      accept,
      fingerprintOf: (item) => hmac(config.IDEMPOTENCY_SECRET, canonicalJson(item)),
      malformed: malformedItem,
    }),
    followUp: followUp({ ...shared, returnCodes: codes }),
    findSimilar: findSimilar(shared),
    command: takeCommand(shared),
    read: readConcern(shared),
    list: listConcerns(shared),
    history: readHistory({ journal: database.journal }),
    wakeTimers: () => void sweep.run().catch((error: unknown) => log.error({ err: error }, 'the sweep failed')),
    forums,
    organisations,
  };
  const app = buildApp({
    service,
    routes: [...routes, foundations.journal, wordsRoute(resolveWords(shared)), ...sweep.routes],
    use,
    tokens,
    log,
    clock,
    idempotencySecret: config.IDEMPOTENCY_SECRET,
    readiness: () => foundations.readiness(),
    problems: storeProblems,
  });
  return {
    app,
    start: () =>
      foundations.start(
        subscriptions(
          {
            forums: forgetting(forumMirror, keptForums),
            organisations: forgetting(organisationMirror, keptOrganisations),
            deliveries,
            calendars,
          },
          owners,
        ),
      ),
    async stop() {
      await sweep.stop();
      await foundations.stop();
      await Promise.all(Object.values(owners).map((client) => client.close()));
    },
  };
}
