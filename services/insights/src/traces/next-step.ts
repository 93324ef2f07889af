import type { AskMirror, ConcernMirror, Doer } from '../concerns/concern-mirror.ts';
import { isSettled } from '../concerns/settle-asks.ts';

/** What is to be done next, by whom, and by when; `due` is null where no clock runs. */
export interface NextStep {
  readonly link: string;
  readonly owedBy: Doer;
  readonly due: string | null;
}

const step = (link: string, owedBy: Doer, due: string | null = null): NextStep => ({ link, owedBy, due });

/** The due day of the last such duty. */
const dueOf = ({ duties }: ConcernMirror, kind: string, referralId?: string): string | null =>
  duties.findLast((duty) => duty.kind === kind && duty.about.referralId === referralId)?.due ?? null;

/** Whether the submitter is asked for something that this ask waits for. */
const isAwaited = ({ awaitedInformation }: ConcernMirror, { referralId }: AskMirror) =>
  awaitedInformation.some((request) => !request.referralId || request.referralId === referralId);

function stepOfOpenAsk(concern: ConcernMirror, ask: AskMirror): NextStep {
  if (concern.status === 'received' && !concern.acknowledgedAt)
    return step('acknowledgement', 'secretariat', dueOf(concern, 'acknowledgement'));
  if (isAwaited(concern, ask)) return step('information', 'submitter');
  if (concern.status === 'received') return step('triage', 'secretariat', dueOf(concern, 'triage'));
  const referral = concern.referrals.find(({ id }) => id === ask.referralId);
  if (!referral) return step('referral', 'secretariat');
  const { id, institutionId, acknowledgedAt } = referral;
  if (ask.isUnderReview) return step('review', institutionId, dueOf(concern, 'review', id));
  if (!acknowledgedAt)
    return step('referral-acknowledgement', institutionId, dueOf(concern, 'referral-acknowledgement', id));
  return step('answer', institutionId, dueOf(concern, 'answer', id));
}

/** The next step of an ask that is not finished, and whose turn it is; undefined when nothing is missing. */
export function nextStep(concern: ConcernMirror, ask: AskMirror): NextStep | undefined {
  if (!isSettled(ask)) return stepOfOpenAsk(concern, ask);
  const commitment = concern.commitments.find(({ id }) => id === ask.commitmentId);
  if (commitment?.state === 'open') return step('commitment', commitment.ownerId, commitment.due);
  return ask.verdict ? undefined : step('verdict', 'submitter');
}
