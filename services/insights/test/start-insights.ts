import type { Envelope } from '@throughline/contracts';
import type { Principal } from '@throughline/kernel';
import { fakeOwner, startService, waitUntil } from '@throughline/testing';
import { compose } from '../src/compose.ts';

/** The read side with a fake of each owner: what they tell is published, and what they answer is in their maps. */
export async function startInsights(startsAt = '2026-11-10T10:00:00Z') {
  const [feedback, meetings, organisations] = await Promise.all([fakeOwner(), fakeOwner(), fakeOwner()]);
  const service = await startService({
    service: 'insights',
    compose,
    startsAt,
    environment: { FEEDBACK_URL: feedback.url, MEETINGS_URL: meetings.url, ORGANISATIONS_URL: organisations.url },
  });
  const ownerOf = { '/feedback': feedback, '/meetings': meetings, '/organisations': organisations } as Record<
    string,
    typeof feedback
  >;
  return {
    ...service,
    feedback,
    meetings,
    organisations,
    /** Puts events where their owner keeps them, and on the broker. */
    async tell(...events: readonly Envelope[]) {
      for (const event of events) ownerOf[event.source]?.journal.push(event);
      await service.publish(...events);
    },
    /** The trace once it has taken in what the last of these events says. */
    async traceAfter(event: Envelope, who: Principal) {
      const path = `/v1/traces/${event.subject}?after=${event.subject}@${Number(event.sequence)}`;
      return waitUntil('the trace is there', async () => {
        const answered = await service.call<Record<string, never>>(who, 'GET', path);
        return answered.status === 200 && answered;
      });
    },
    async stop() {
      await service.stop();
      await Promise.all([feedback.stop(), meetings.stop(), organisations.stop()]);
    },
  };
}

export type Insights = Awaited<ReturnType<typeof startInsights>>;
