import { buildApp, serviceClient, wordsRoute } from '@throughline/http';
import { newId } from '@throughline/kernel';
import type { Database } from '@throughline/persistence';
import { type Composed, dueSweep, type Host, openFoundations, ownerJournal } from '@throughline/service';
import { actionDueAt } from './actions/action.ts';
import { actionDefinition } from './actions/action-store.ts';
import { openActionsQuery } from './actions/list-actions.query.ts';
import { carryActionsOver } from './actions/on-agenda-item-added.consumer.ts';
import { rescheduleActions } from './actions/on-forum-changed.consumer.ts';
import type { environment } from './config.ts';
import { subscriptions } from './consumers.ts';
import { forumDefinition } from './forums/forum-store.ts';
import { knownForums } from './forums/known-forums.ts';
import { meetingDefinition } from './meetings/meeting-store.ts';
import { placeMarkedConcerns } from './meetings/on-concern-placed-on-agenda.consumer.ts';
import { nextMeetingInPreparationQuery } from './meetings/waiting-business.query.ts';
import { concernsMirror, concernsOn } from './mirrors/concerns.mongo.ts';
import { organisationsMirror, organisationsOn } from './mirrors/organisations.mongo.ts';
import { routes } from './routes.ts';
import { useCasesOf } from './use-cases.ts';

/** One ordinal at a time: the fifth called meeting of a year is its fifth, also after a restart. */
const ordinalsOf =
  ({ counters }: Database) =>
  async (forumId: string, year: number): Promise<number> =>
    (await counters.takeBlock(`meetings/${forumId}/${year}`, 1)).first;

/** Builds the service: forums, meetings and actions, with mirrors of the organisations and concerns that they name. */
export async function compose(host: Host<typeof environment>): Promise<Composed> {
  const { service, config, log, clock, tokens } = host;
  const foundations = await openFoundations(service, config, { log });
  const { database } = foundations;
  const owners = {
    meetings: serviceClient({ baseUrl: config.MEETINGS_URL, tokens }),
    organisations: serviceClient({ baseUrl: config.ORGANISATIONS_URL, tokens }),
    feedback: serviceClient({ baseUrl: config.FEEDBACK_URL, tokens }),
  };

  const forums = database.aggregate(forumDefinition);
  const forumsKnown = knownForums(forums);
  const meetings = database.aggregate(meetingDefinition);
  const actions = database.aggregate(actionDefinition, {
    nextDueAt: async (action) => actionDueAt(action, await forumsKnown.calendar(action.forumId)),
  });
  const organisations = organisationsMirror(database);
  const concerns = concernsMirror(
    database,
    placeMarkedConcerns({
      meetings,
      nextMeetingInPreparation: nextMeetingInPreparationQuery(meetings.collection),
      clock,
      newId,
    }),
  );
  const organisationMirror = organisationsOn(organisations, ownerJournal(owners.organisations, ['organisation']));
  const concernMirror = concernsOn(concerns, ownerJournal(owners.feedback, ['concern']));

  const use = useCasesOf({
    forums,
    meetings,
    actions,
    forumsKnown,
    organisationMirror,
    concernMirror,
    nextOrdinal: ordinalsOf(database),
    newId,
  });
  const sinks = {
    organisations,
    concerns,
    carriedActions: database.effects(carryActionsOver({ actions, clock })),
    rescheduledActions: database.effects(
      rescheduleActions({ actions, openActionsOf: openActionsQuery(actions.collection), clock }),
    ),
  };

  const sweep = dueSweep(
    [{ due: (now, limit) => actions.due(now, limit), nextDue: () => actions.nextDue(), speak: use.letActionSpeak }],
    host,
  );
  const app = buildApp({
    service,
    routes: [
      ...routes,
      foundations.journal,
      wordsRoute((ids, _principal, context) => use.resolveWords(ids, context)),
      ...sweep.routes,
    ],
    use,
    tokens,
    log,
    clock,
    idempotencySecret: config.IDEMPOTENCY_SECRET,
    readiness: () => foundations.readiness(),
  });
  return {
    app,
    start: () => foundations.start(subscriptions(sinks, owners)),
    async stop() {
      await sweep.stop();
      await foundations.stop();
      await Promise.all(Object.values(owners).map((client) => client.close()));
    },
  };
}
