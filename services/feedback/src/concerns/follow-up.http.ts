import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { supplyInformation } from './await-information.ts';
import { withdrawConcern } from './close-concern.ts';
import { changed, worded, wordedIfAny } from './command-reply.ts';
import {
  AskNamedTwice,
  AskNotAnswered,
  AskUnknown,
  InformationAlreadySupplied,
  NotPartOfConcern,
  VerdictAlreadyGiven,
} from './concern.errors.ts';
import { askNumbers, explanationInput, reopenReason, verdictsInput, withdrawReason } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { giveVerdicts } from './give-verdicts.ts';
import { standardsFor } from './given.ts';
import { reopenConcern } from './reopen-concern.ts';

const headers = z.strictObject({ 'return-code': z.string().min(1).max(64) });

/** One thing at a time: what an anonymous submitter may do. */
const followUpBody = z.union([
  z.strictObject({ supply: z.strictObject({ text: explanationInput }) }),
  z.strictObject({ verdicts: verdictsInput }),
  z.strictObject({ reopen: z.strictObject({ asks: askNumbers, reason: reopenReason, text: explanationInput }) }),
  z.strictObject({ withdraw: z.strictObject({ reason: withdrawReason }) }),
]);

export const readFollowUpRoute = route({
  method: 'get',
  path: '/v1/follow-up',
  summary: 'Read the concern that a return code stands for',
  may: 'concern.follow-up',
  headers,
  answers: { 200: concernRepresentation },
  handle: async ({ headers: { 'return-code': code }, context, use }) => changed(await use.followUp(code, context)),
});

export const followUpRoute = route({
  method: 'post',
  path: '/v1/follow-up',
  summary: 'Supply information, give verdicts, reopen or withdraw, by return code',
  may: 'concern.follow-up',
  headers,
  body: followUpBody,
  answers: { 200: concernRepresentation },
  problems: [
    NotAllowedNow,
    NotPartOfConcern,
    InformationAlreadySupplied,
    AskUnknown,
    AskNamedTwice,
    AskNotAnswered,
    VerdictAlreadyGiven,
  ],
  handle: async ({ headers: { 'return-code': code }, body, context, use }) => {
    if ('supply' in body) {
      const text = worded(body.supply.text);
      const decided = await use.followUp(code, context, (concern, given) => {
        const waiting = concern.informationRequests.find(({ suppliedAt }) => !suppliedAt);
        return supplyInformation(concern, { number: waiting?.number ?? 0, text }, given);
      });
      return changed(decided);
    }
    if ('verdicts' in body) {
      const verdicts = body.verdicts.map((given) => ({ ...given, text: wordedIfAny(given.text) }));
      return changed(await use.followUp(code, context, (concern) => giveVerdicts(concern, { verdicts })));
    }
    if ('withdraw' in body) {
      return changed(await use.followUp(code, context, (concern) => withdrawConcern(concern, body.withdraw)));
    }
    const command = { ...body.reopen, text: worded(body.reopen.text) };
    const reopened = await use.followUp(code, context, async (concern, given) => {
      const own = await use.organisations.standardsOf(concern.referrals.map(({ institutionId }) => institutionId));
      const reviewDaysOf = (id: string) => standardsFor(given.setting, own.get(id)).reviewDays;
      return reopenConcern(concern, command, { ...given, reviewDaysOf });
    });
    return changed(reopened);
  },
});
