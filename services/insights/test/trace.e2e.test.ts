import { actionEvents, concernEvents, type Envelope, meetingEvents } from '@throughline/contracts';
import { anonymous, newId, type Principal } from '@throughline/kernel';
import { aKey, aPerson, chainOf, waitUntil } from '@throughline/testing';
import { aConcern, aForum, aSeated } from './network.ts';
import { type Insights, startInsights } from './start-insights.ts';

type Trace = {
  readonly id: string;
  readonly status: string;
  readonly complete: boolean;
  readonly missing: readonly { readonly link: string; readonly owedBy: string }[];
  readonly links: readonly { readonly kind: string; readonly words: unknown }[];
  readonly asks: readonly { readonly text: unknown }[];
  readonly code: string;
};

describe('the trace of a concern', () => {
  let insights: Insights;
  let forumId: string;
  let secretariat: Principal;

  const trace = (who: Principal, idOrReference: string, query = '') =>
    insights.call<Trace>(who, 'GET', `/v1/traces/${idOrReference}${query}`);
  const arrived = async (event: Envelope | undefined) => {
    if (!event) throw new Error('nothing was told');
    return (await insights.traceAfter(event, secretariat)) as unknown as {
      status: number;
      headers: Headers;
      body: Trace;
    };
  };
  const english = (text: string) => ({ text, language: 'en' });

  beforeAll(async () => {
    insights = await startInsights();
    const forum = aForum();
    forumId = forum.id;
    secretariat = aPerson('secretariat', { forumId });
    await insights.tell(...forum.events);
  });
  afterAll(() => insights.stop());

  it('grows link by link, and names at each step whose turn it is', async () => {
    const housing = newId('org');
    const concern = aConcern({ forumId, reference: 'NMF-2026-0001' });
    await insights.tell(...concern.told);
    const { body: first } = await arrived(concern.told[0]);
    expect(first.missing).toMatchObject([{ link: 'acknowledgement', owedBy: 'secretariat' }]);

    const steps: [Envelope, string, string][] = [
      [concern.tell(concernEvents.acknowledged.of({})), 'triage', 'secretariat'],
      [concern.triage(), 'referral', 'secretariat'],
      [concern.refer(housing), 'referral-acknowledgement', housing],
    ];
    for (const [event, link, owedBy] of steps) {
      await insights.tell(event);
      const { body } = await arrived(event);
      expect(body.missing).toMatchObject([{ link, owedBy }]);
      expect(body.complete).toBe(false);
    }
    const { body } = await trace(secretariat, concern.reference);
    expect(body.links.map(({ kind }) => kind)).toEqual(['submission', 'acknowledgement', 'triage', 'referral']);
  });

  it('shows the words that their owner gives to this reader, asked in the reader’s name', async () => {
    const concern = aConcern({ forumId, reference: 'NMF-2026-0002' });
    const triaged = concern.triage();
    await insights.tell(...concern.told);
    insights.feedback.words.set(concern.texts.summary, english('No heating since September.'));
    insights.feedback.words.set(concern.texts.triagedAsk, english('Repair the heating.'));
    const { body, headers } = await arrived(triaged);
    expect(body.links.map(({ kind, words }) => [kind, words])).toEqual([
      ['submission', null],
      ['triage', english('No heating since September.')],
    ]);
    expect(body.asks).toMatchObject([{ text: english('Repair the heating.') }]);
    expect(headers.get('etag')).toMatch(/^"\d+\.2026-11-10"$/);
    const claims = JSON.parse(
      Buffer.from(insights.feedback.lastBearer()?.split('.')[1] ?? '', 'base64url').toString('utf8'),
    ) as { principal: Principal };
    expect(claims.principal).toEqual(secretariat);
  });

  it('is answered without words after a second when their owner says nothing, and kept by nobody', async () => {
    const concern = aConcern({ forumId, reference: 'NMF-2026-0003' });
    const triaged = concern.triage();
    await insights.tell(...concern.told);
    await arrived(triaged);
    insights.feedback.behave('silent');
    const began = performance.now();
    const { status, headers, body } = await trace(anonymous, concern.reference);
    const tookMs = performance.now() - began;
    insights.feedback.behave('well');
    expect(status).toBe(200);
    expect(tookMs).toBeGreaterThan(900);
    expect(tookMs).toBeLessThan(1_900);
    expect(body.links.map(({ words }) => words)).toEqual([{ unavailable: true }, { unavailable: true }]);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
  });

  it('joins agenda, decision and action, and is complete only when the action is done', async () => {
    const housing = newId('org');
    const concern = aConcern({ forumId, reference: 'NMF-2026-0004' });
    concern.triage();
    const referral = concern.refer(housing);
    const [meetingId, actionId] = [newId('mtg'), newId('act')];
    const nextOfMeeting = chainOf(meetingId, { forumId });
    const nextOfAction = chainOf(actionId, { forumId });
    const examples = {
      drafted: meetingEvents.drafted.of({ ...meetingEvents.drafted.example }),
      called: meetingEvents.called.of({ ...meetingEvents.called.example }),
      item: meetingEvents.agendaItemAdded.of({ ...meetingEvents.agendaItemAdded.example, concerns: [concern.id] }),
      decision: meetingEvents.decisionRecorded.of({
        ...meetingEvents.decisionRecorded.example,
        concerns: [concern.id],
      }),
    };
    const at = '2026-11-04T09:00:00.000Z';
    const draft = [nextOfMeeting(examples.drafted, { at }), nextOfMeeting(examples.item, { at })];
    await insights.tell(...concern.told, ...draft);
    await arrived(referral);
    const seen = async (aggregateId: string, version: number) =>
      trace(secretariat, concern.id, `?after=${aggregateId}@${version}`);
    expect((await seen(meetingId, 2)).body.links.some(({ kind }) => kind === 'agenda-item')).toBe(false);

    await insights.tell(
      nextOfMeeting(examples.called, { at }),
      nextOfMeeting(examples.decision, { at }),
      nextOfAction(
        actionEvents.assigned.of({
          ...actionEvents.assigned.example,
          meetingId,
          ownerId: housing,
          concerns: [concern.id],
        }),
        { at },
      ),
    );
    await seen(meetingId, 4);
    const { body: joined } = await seen(actionId, 1);
    expect(joined.links.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['agenda-item', 'decision', 'action']));

    const answer = concern.tell(
      concernEvents.answerPublished.of({
        answerId: newId('ans'),
        version: 1,
        referralId: (referral.data as { referralId: string }).referralId,
        outcomes: [
          {
            ask: 1,
            outcome: 'agreed',
            reason: 'within-current-plan',
            textId: newId('txt'),
            plainTextId: newId('txt'),
            commitment: {
              commitmentId: newId('cmt'),
              ownerId: housing,
              due: '2027-01-22',
              textId: newId('txt'),
              kept: true,
            },
          },
        ],
        textHashes: [],
      }),
    );
    const verdict = concern.tell(concernEvents.verdictGiven.of({ verdicts: [{ ask: 1, verdict: 'resolved' }] }));
    const concluded = concern.tell(concernEvents.concluded.of({ by: 'verdict', missing: [] }));
    await insights.tell(answer, verdict, concluded);
    const { body: withAction } = await arrived(concluded);
    expect(withAction).toMatchObject({ status: 'concluded', complete: false, missing: [{ link: 'action' }] });
    await insights.tell(nextOfAction(actionEvents.completed.of({ ...actionEvents.completed.example }), { at }));
    expect((await seen(actionId, 2)).body).toMatchObject({ complete: true, missing: [] });
  });

  describe('for whom it exists', () => {
    const [institution, stranger] = [newId('org'), newId('org')];
    let members: ReturnType<typeof aSeated>;
    let former: ReturnType<typeof aSeated>;

    beforeAll(async () => {
      members = aSeated(forumId);
      former = aSeated(forumId, '2026-11-09');
      await insights.tell(...members.events, ...former.events);
    });

    it.each([
      ['public', 'NMF-2026-0011', { anonymous: 200, stranger: 200, member: 200, former: 200, officer: 200 }],
      ['members', 'NMF-2026-0012', { anonymous: 404, stranger: 404, member: 200, former: 404, officer: 200 }],
      ['parties', 'NMF-2026-0013', { anonymous: 404, stranger: 404, member: 404, former: 404, officer: 200 }],
    ] as const)('%s', async (visibility, reference, expected) => {
      const concern = aConcern({ forumId, reference });
      concern.triage(visibility);
      const referral = concern.refer(institution);
      await insights.tell(...concern.told);
      await arrived(referral);
      const readers: Record<keyof typeof expected, Principal> = {
        anonymous,
        stranger: aPerson('caseworker', { organisationId: stranger }),
        member: aKey(members.id),
        former: aKey(former.id),
        officer: aPerson('officer', { organisationId: institution }),
      };
      await waitUntil('the seats are there', async () => {
        const { status } = await trace(readers.member, reference);
        return status === expected.member;
      });
      for (const [name, who] of Object.entries(readers)) {
        const { status } = await trace(who, reference);
        expect([name, status]).toEqual([name, expected[name as keyof typeof expected]]);
      }
      expect((await trace(aKey(concern.submitterId), concern.id)).status).toBe(200);
      expect((await trace(aPerson('auditor'), concern.id)).status).toBe(200);
    });

    it('foreign and unknown are the same 404', async () => {
      const concern = aConcern({ forumId, reference: 'NMF-2026-0014' });
      await insights.tell(...concern.told);
      await arrived(concern.told[0]);
      const foreign = await trace(anonymous, 'NMF-2026-0014');
      const unknown = await trace(anonymous, 'NMF-2026-9999');
      const impossible = await trace(anonymous, 'whatever');
      expect([foreign.status, unknown.status, impossible.status]).toEqual([404, 404, 404]);
      const said = ({ body }: { body: object }) => ({ ...body, instance: 'whichever request it was' });
      expect(said(foreign)).toEqual(said(unknown));
    });
  });

  describe('after a write', () => {
    it('waits for what is on its way', async () => {
      const concern = aConcern({ forumId, reference: 'NMF-2026-0021' });
      const acknowledged = concern.tell(concernEvents.acknowledged.of({}));
      insights.feedback.journal.push(...concern.told);
      const waiting = trace(secretariat, concern.id, `?after=${concern.id}@2`);
      setTimeout(() => void insights.publish(...concern.told), 300);
      const { status, body } = await waiting;
      expect([status, body.links.length]).toEqual([200, 2]);
      expect(acknowledged.subject).toBe(body.id);
    });

    it('says 503 with Retry-After when it has not come after two seconds', async () => {
      const concern = aConcern({ forumId, reference: 'NMF-2026-0022' });
      insights.feedback.journal.push(...concern.told);
      const { status, headers } = await trace(secretariat, concern.id, `?after=${concern.id}@1`);
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    });

    it('says 400 soon for a version that its owner does not have, and for what is no version', async () => {
      const concern = aConcern({ forumId, reference: 'NMF-2026-0023' });
      await insights.tell(...concern.told);
      await arrived(concern.told[0]);
      const began = performance.now();
      const above = await trace(secretariat, concern.id, `?after=${concern.id}@7`);
      expect([above.status, above.body.code]).toEqual([400, 'version-unknown']);
      expect(performance.now() - began).toBeLessThan(1_500);
      expect((await trace(secretariat, concern.id, '?after=whatever')).status).toBe(400);
      expect((await trace(secretariat, concern.id, `?after=${newId('per')}@1`)).status).toBe(400);
    });

    it('says at once, with 200, that a parked concern is behind', async () => {
      const concern = aConcern({ forumId, reference: 'NMF-2026-0024' });
      await insights.tell(...concern.told);
      await arrived(concern.told[0]);
      const unreadable = { ...concern.tell(concernEvents.acknowledged.of({})), data: { surprise: true } };
      const broken = { ...unreadable, type: 'org.throughline.concern.acknowledged.v9' };
      await insights.tell(broken as Envelope);
      const { headers, body } = await waitUntil('it is parked', async () => {
        const answered = await trace(secretariat, concern.id, `?after=${concern.id}@2`);
        return answered.status === 200 && answered;
      });
      expect(headers.get('throughline-behind')).toBe(`${concern.id}@2`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body.links).toHaveLength(1);
    });
  });

  it('takes an event that comes three times once, and a gap from its owner’s journal', async () => {
    const concern = aConcern({ forumId, reference: 'NMF-2026-0031' });
    concern.tell(concernEvents.acknowledged.of({}));
    const triaged = concern.triage();
    const [first] = concern.told;
    if (!first) throw new Error('nothing was told');
    insights.feedback.journal.push(...concern.told);
    await insights.publish(first, triaged);
    await arrived(triaged);
    await insights.redeliver(triaged, first, triaged);
    const later = concern.tell(concernEvents.clocksRecalculated.of({ ...concernEvents.clocksRecalculated.example }));
    await insights.tell(later);
    const { body } = await arrived(later);
    expect(body.links.map(({ kind }) => kind)).toEqual(['submission', 'acknowledgement', 'triage']);
  });
});
