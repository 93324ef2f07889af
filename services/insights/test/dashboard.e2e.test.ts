import { newId, type Principal } from '@throughline/kernel';
import { aKey, aPerson, waitUntil } from '@throughline/testing';
import { aConcern, aForum } from './network.ts';
import { type Insights, startInsights } from './start-insights.ts';

type Dashboard = {
  readonly total: number;
  readonly groups: Record<'status' | 'clock' | 'category' | 'institution', Record<string, number>>;
  readonly items: readonly {
    readonly id: string;
    readonly reference: string;
    readonly clockGroup: string;
    readonly clock: { readonly kind: string; readonly due: string } | null;
    readonly clocks: readonly { readonly kind: string; readonly owedBy: string }[];
    readonly summary: unknown;
  }[];
  readonly code: string;
};

describe('the dashboard of open concerns', () => {
  let insights: Insights;
  const [housing, learning, kinfolk, other] = [newId('org'), newId('org'), newId('org'), newId('org')];
  const northgate = aForum('NMF');
  const elsewhere = aForum('ELF');
  const secretariat = aPerson('secretariat', { forumId: northgate.id });
  const officer = aPerson('officer', { organisationId: housing });
  const concerns = [
    aConcern({ forumId: northgate.id, reference: 'NMF-2026-0001', submitterId: kinfolk, areas: ['E05011118'] }),
    aConcern({ forumId: northgate.id, reference: 'NMF-2026-0002', submitterId: other, identityTier: 'institution' }),
    aConcern({ forumId: northgate.id, reference: 'NMF-2026-0003', submitterId: other, category: 'health' }),
    aConcern({ forumId: northgate.id, reference: 'NMF-2026-0004', submitterId: other, at: '2026-09-01T10:00:00.000Z' }),
    aConcern({ forumId: elsewhere.id, reference: 'ELF-2026-0001', submitterId: kinfolk }),
  ] as const;

  const read = (who: Principal, query = '') =>
    insights.call<Dashboard>(who, 'GET', `/v1/dashboards/open-concerns${query}`);
  const references = async (who: Principal, query = '') =>
    (await read(who, query)).body.items.map(({ reference }) => reference);

  beforeAll(async () => {
    insights = await startInsights();
    const [first, second, third] = concerns;
    first.triage();
    first.refer(housing, '2026-11-20');
    first.refer(learning, '2026-11-12');
    second.triage();
    second.refer(housing, '2026-12-01');
    third.triage();
    third.refer(learning, '2026-12-01');
    await insights.tell(...northgate.events, ...elsewhere.events, ...concerns.flatMap(({ told }) => told));
    await waitUntil('everything is there', async () => {
      const { body } = await read(aPerson('auditor'));
      return body.total === concerns.length && body.groups.status['referred'] === 3;
    });
  });
  afterAll(() => insights.stop());

  it('is nobody’s who has not signed in, or whose key may not read', async () => {
    const { status } = await insights.call({ kind: 'anonymous' }, 'GET', '/v1/dashboards/open-concerns');
    expect(status).toBe(401);
    expect((await read(aKey(kinfolk, ['concerns:submit']))).status).toBe(403);
  });

  it.each([
    ['an auditor sees all', aPerson('auditor'), 5],
    ['a secretariat its forum’s', secretariat, 4],
    ['a chair its forum’s', aPerson('chair', { forumId: elsewhere.id }), 1],
    ['an officer what was referred to the institution', officer, 2],
    ['a caseworker what the organisation submitted', aPerson('caseworker', { organisationId: kinfolk }), 2],
    ['a key the same', aKey(kinfolk), 2],
    ['an institution’s key what was referred to it', aKey(learning), 2],
    ['a stranger nothing', aPerson('officer', { organisationId: newId('org') }), 0],
  ] as const)('%s', async (_who, who, total) => {
    expect((await read(who)).body.total).toBe(total);
  });

  it('counts in groups what is listed', async () => {
    const { body } = await read(secretariat);
    expect(body.groups).toEqual({
      status: { received: 1, referred: 3 },
      clock: { overdue: 1, 'due-soon': 3 },
      category: { housing: 3, health: 1 },
      institution: { [housing]: 2, [learning]: 2 },
    });
  });

  it('lists what is due first, with every clock that is owed', async () => {
    const { body } = await read(secretariat);
    expect(body.items.map(({ clock }) => clock?.due)).toEqual(['2026-11-05', '2026-11-10', '2026-11-10', '2026-11-10']);
    const first = body.items.find(({ reference }) => reference === 'NMF-2026-0001');
    expect(first?.clocks.map(({ kind, owedBy }) => [kind, owedBy])).toEqual([
      ['referral-acknowledgement', housing],
      ['referral-acknowledgement', learning],
      ['answer', learning],
      ['answer', housing],
    ]);
  });

  it.each([
    [`?category=health`, ['NMF-2026-0003']],
    [`?status=received`, ['NMF-2026-0004']],
    [`?theme=basic-rights-and-needs&institution=${learning}`, ['NMF-2026-0001', 'NMF-2026-0003']],
    ['?clock=overdue', ['NMF-2026-0004']],
    ['?area=E05011118', ['NMF-2026-0001']],
    ['?olderThanDays=30', ['NMF-2026-0004']],
    [`?forum=${elsewhere.id}`, []],
    ['?updatedSince=2026-11-03T00:00:00Z&category=housing', ['NMF-2026-0001', 'NMF-2026-0002']],
  ])('narrows to %s', async (query, expected) => {
    expect((await references(secretariat, query)).toSorted()).toEqual(expected);
  });

  it('does not let a filter by submitter tell what a concern keeps back', async () => {
    const [first, second] = ['NMF-2026-0001', 'NMF-2026-0002'];
    expect((await references(officer)).toSorted()).toEqual([first, second]);
    expect(await references(officer, `?submitter=${kinfolk}`)).toEqual([]);
    expect(await references(officer, `?submitter=${other}`)).toEqual([second]);
    expect(await references(aPerson('auditor'), `?submitter=${kinfolk}`)).toEqual([]);
    expect(await references(secretariat, `?submitter=${kinfolk}`)).toEqual([first]);
    expect(await references(aKey(kinfolk), `?submitter=${kinfolk}`)).toHaveLength(2);
  });

  it.each(['?colour=red', '?status=open', '?limit=0', '?clock=late', '?cursor=nonsense', '?forum=con_1'])(
    'refuses %s',
    async (query) => {
      expect((await read(secretariat, query)).status).toBe(400);
    },
  );

  it('is read page by page, forwards and back, without one left out or shown twice', async () => {
    const whole = await references(secretariat);
    const follow = (headers: Headers, rel: string) =>
      /<([^>]+)>/.exec(
        (headers.get('link') ?? '').split(', ').find((part) => part.includes(`rel="${rel}"`)) ?? '',
      )?.[1];
    const first = await read(secretariat, '?limit=3');
    const next = follow(first.headers, 'next');
    expect(follow(first.headers, 'prev')).toBeUndefined();
    const second = await insights.call<Dashboard>(secretariat, 'GET', next ?? '');
    expect([...first.body.items, ...second.body.items].map(({ reference }) => reference)).toEqual(whole);
    expect(follow(second.headers, 'next')).toBeUndefined();
    const back = await insights.call<Dashboard>(secretariat, 'GET', follow(second.headers, 'prev') ?? '');
    expect(back.body.items).toEqual(first.body.items);
  });

  it('shows summaries from their owner, and says when they are out of reach', async () => {
    const [first] = concerns;
    insights.feedback.words.set(first.texts.summary, { text: 'No heating.', language: 'en' });
    const { body } = await read(officer);
    expect(body.items.find(({ id }) => id === first.id)?.summary).toEqual({ text: 'No heating.', language: 'en' });
    insights.feedback.behave('away');
    const without = await read(officer);
    insights.feedback.behave('well');
    expect(without.body.items[0]?.summary).toEqual({ unavailable: true });
    expect(without.headers.get('cache-control')).toBe('no-store');
  });
});
