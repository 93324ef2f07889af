import { z } from 'zod';
import type { ShowPage } from '../layout/page.ts';

const anything = z.unknown();
const segment = (value: string | undefined) => encodeURIComponent(value ?? '');

/**
 * A step that needs nothing but the wish to take it: the form's address is the API's own, below `/concerns/:concernId`.
 * Nothing was typed, so a refusal may have a page of its own.
 */
const button =
  (apiPath: (params: Readonly<Record<string, string>>) => string, done: string): ShowPage =>
  async (visit) => {
    const concern = segment(visit.params['concernId']);
    await visit.post(
      `/v1/concerns/${concern}/${apiPath(visit.params)}`,
      { body: {}, key: visit.form.get('key') ?? visit.newKey() },
      anything,
    );
    return { to: `/concerns/${concern}?done=${done}` };
  };

export const acknowledgeConcern = button(() => 'acknowledge', 'acknowledged');
export const acknowledgeReferral = button(
  ({ referralId }) => `referrals/${segment(referralId)}/acknowledge`,
  'referralAcknowledged',
);
export const publishAnswer = button(({ answerId }) => `answers/${segment(answerId)}/publish`, 'published');
export const keepCommitment = button(({ commitmentId }) => `commitments/${segment(commitmentId)}/keep`, 'kept');
