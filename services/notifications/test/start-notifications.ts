import { type ConcernEvent, concernEvents, type Envelope, personEvents } from '@throughline/contracts';
import { newId, type Principal, type RoleName } from '@throughline/kernel';
import { chainOf, fakeOwner, startService } from '@throughline/testing';
import { compose } from '../src/compose.ts';

/** The service with a fake gateway and a fake feedback, whose people and concerns are told by events. */
export async function startNotifications() {
  const [gateway, feedback] = await Promise.all([fakeOwner(), fakeOwner()]);
  const service = await startService({
    service: 'notifications',
    compose,
    environment: { GATEWAY_URL: gateway.url, FEEDBACK_URL: feedback.url },
    emits: { stream: 'NOTIFICATIONS', aggregates: ['notice', 'webhook-endpoint'] },
  });
  const ownerOf: Readonly<Record<string, typeof gateway>> = { '/gateway': gateway, '/feedback': feedback };

  async function tell(...events: readonly Envelope[]) {
    for (const event of events) ownerOf[event.source]?.journal.push(event);
    await service.publish(...events);
  }

  return {
    ...service,
    tell,
    /** Somebody with a role at an organisation, as the gateway tells of them. */
    async tellPerson(role: RoleName, organisationId: string): Promise<Principal> {
      const id = newId('per');
      const next = chainOf(id);
      await tell(
        next(personEvents.invited.of({ ...personEvents.invited.example })),
        next(personEvents.roleGranted.of({ roleId: newId('rol'), role, organisationId })),
      );
      return { kind: 'person', id, roles: [{ role, organisationId }] };
    },
    /** A concern that is told event by event. */
    aConcern(reference: string, submitterId: string) {
      const id = newId('con');
      const next = chainOf(id, { forumId: newId('frm') });
      const submitted = { ...concernEvents.submitted.example, reference, submitterId };
      return {
        id,
        reference,
        events: [next(concernEvents.submitted.of(submitted))],
        next: (event: ConcernEvent) => next(event, { at: '2026-11-03T09:30:00.000Z' }),
      };
    },
    async stop() {
      await service.stop();
      await Promise.all([gateway.stop(), feedback.stop()]);
    },
  };
}

export type Notifications = Awaited<ReturnType<typeof startNotifications>>;
