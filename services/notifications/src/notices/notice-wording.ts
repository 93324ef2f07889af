import type { NoticeKind } from './telling.ts';

const wording: Readonly<Record<NoticeKind, (reference: string) => string>> = {
  'referral-received': (reference) =>
    `${reference} has been referred to your institution. Acknowledge it, then answer each ask.`,
  'answer-published': (reference) => `${reference} has an answer. Say for each ask whether it helped.`,
  'concern-concluded': (reference) => `${reference} is concluded: every ask has its verdict.`,
};

/** What a notice says, made of its codes when it is shown: no words are kept with it. */
export const wordNotice = (kind: NoticeKind, reference: string) => ({ text: wording[kind](reference), language: 'en' });
