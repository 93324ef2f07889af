import { randomUUID } from 'node:crypto';
import { waitUntil } from '@throughline/testing';
import { steps, type Thread } from './story-01.ts';
import { openTheatre, type Theatre } from './theatre.ts';

const longMs = 180_000;
let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTheatre('pressure', '2026-11-02T16:40:00Z');
}, longMs);
afterAll(async () => {
  await theatre?.close();
}, longMs);

async function post(path: string, bearer: string, body: object, key: string = randomUUID()) {
  const response = await fetch(new URL(path, theatre.stack.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    location: response.headers.get('location'),
    isReplay: response.headers.get('idempotency-replayed') === 'true',
    body: (await response.json()) as { id: string; created: string; code?: string; version: number },
  };
}

describe('under pressure', () => {
  it(
    '100 identical submissions at once make one concern, and one event',
    async () => {
      const { apiKey } = theatre.cast.organisations.kinfolk;
      const key = randomUUID();
      const body = {
        forumId: theatre.stage.forumId,
        category: 'housing',
        narrative: { text: 'The lift has been out of order for a month.', language: 'en' },
        asks: [{ text: 'Repair the lift', language: 'en' }],
        identityTier: 'forum',
      };
      const answers = await Promise.all(Array.from({ length: 100 }, () => post('/v1/concerns', apiKey, body, key)));
      const outcomes = answers.map(({ status, isReplay }) =>
        status === 201 ? (isReplay ? 'replayed' : 'made') : status,
      );
      expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome !== 'made' && outcome !== 'replayed' && outcome !== 409)).toEqual([]);
      expect(new Set(answers.flatMap(({ status, body: { id } }) => (status === 201 ? [id] : []))).size).toBe(1);
      expect(new Set(answers.flatMap(({ status, location }) => (status === 201 ? [location] : []))).size).toBe(1);
      const mine = await theatre.stage.as('api:kinfolk').get('/v1/concerns');
      expect((mine['items'] as unknown[]).length).toBe(1);
    },
    longMs,
  );

  it(
    'the same key with another body is refused, and changes nothing',
    async () => {
      const { apiKey } = theatre.cast.organisations.hub;
      const key = randomUUID();
      const body = {
        forumId: theatre.stage.forumId,
        category: 'health',
        narrative: { text: 'The surgery turns people away who have no letter.', language: 'en' },
        asks: [{ text: 'Register them', language: 'en' }],
        identityTier: 'forum',
      };
      expect((await post('/v1/concerns', apiKey, body, key)).status).toBe(201);
      const second = await post('/v1/concerns', apiKey, { ...body, category: 'schools' }, key);
      expect([second.status, second.body.code]).toEqual([422, 'idempotency-mismatch']);
      const mine = await theatre.stage.as('api:hub').get('/v1/concerns');
      expect((mine['items'] as unknown[]).length).toBe(1);
    },
    longMs,
  );

  it(
    '50 commands at once on one concern are done one after another or refused, and its versions stay contiguous',
    async () => {
      const { stage } = theatre;
      const thread = {} as Thread;
      const upToReferral = steps.slice(0, 7);
      for (const step of upToReferral) {
        await stage.moveClockTo(step.at);
        await step.act(stage, thread);
      }
      const officer = theatre.cast.people.find(({ key }) => key === 'housing-1');
      if (!officer) throw new Error('housing has an officer');
      const token = await theatre.stack.sessions.open(officer.id);
      const path = `/v1/concerns/${thread.concernId}/answers`;
      const draft = (number: number) => ({
        referralId: thread.housingReferral,
        outcomes: [
          {
            ask: 1,
            outcome: 'declined',
            reason: 'no-resources',
            text: { text: `Draft ${number}`, language: 'en' },
            plain: { text: 'No.', language: 'en' },
          },
        ],
      });
      const before = (await stage.as('secretariat').get(`/v1/concerns/${thread.concernId}`)).version;
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => post(path, token, draft(index))));
      const done = answers.filter(({ status }) => status === 201);
      expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
      expect(done.length).toBeGreaterThan(0);
      const after = (await stage.as('secretariat').get(`/v1/concerns/${thread.concernId}`)).version;
      expect(after - before).toBe(done.length);
      const { faults } = await waitUntil('everything is journalled', async () => {
        const verified = await theatre.verify();
        return verified.faults.length === 0 ? verified : undefined;
      });
      expect(faults).toEqual([]);
    },
    longMs,
  );
});
