import type { ServiceClient, Tokens } from '@throughline/http';
import { newUuid } from '@throughline/kernel';
import { demoPeople, demoSession } from '../api/representations.ts';
import type { DemoDoor } from '../layout/page.ts';

/** The gateway's demo sessions, which exist in the embedded and the test stacks only and are asked for by services. */
export const demoDoor = (gateway: ServiceClient, tokens: Pick<Tokens, 'serviceToken'>): DemoDoor => ({
  people: async () => {
    const token = await tokens.serviceToken();
    return (await gateway.getJson('/internal/demo/people', demoPeople, { token })).items;
  },
  open: async (personId) => {
    const token = await tokens.serviceToken();
    return gateway.postJson('/internal/demo/sessions', { personId }, demoSession, { token, idempotencyKey: newUuid() });
  },
});
