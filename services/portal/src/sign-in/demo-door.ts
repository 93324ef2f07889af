import type { ApiClient, Asking } from '../api/api-client.ts';
import { demoPeople, demoSession } from '../api/representations.ts';
import type { DemoDoor } from '../layout/page.ts';

/** The gateway's demo sessions, which exist in the embedded and the test stacks only. */
export const demoDoor = (api: ApiClient, asking: Asking): DemoDoor => ({
  people: async () => (await api.get('/internal/demo/people', demoPeople, asking)).people,
  open: (personId) =>
    api.post('/internal/demo/sessions', { body: { personId }, key: asking.requestId }, demoSession, asking),
});
