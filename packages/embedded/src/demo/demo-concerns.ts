import type { OrganisationKey } from './demo-cast.ts';

/** How far a demo concern has come by the time the newcomer looks at it. */
export type Stage = 'received' | 'triaged' | 'referred' | 'acknowledged' | 'answered' | 'concluded';

interface DemoConcern {
  readonly by: OrganisationKey;
  readonly to: OrganisationKey;
  readonly daysAgo: number;
  readonly stage: Stage;
  readonly category: string;
  readonly theme: string;
  readonly people: number;
  readonly narrative: string;
  readonly asks: readonly string[];
  readonly summary: string;
  readonly onAgenda?: boolean;
}

/** Fictional, and chosen so that every part of the dashboard has something to show. */
export const concerns: readonly DemoConcern[] = [
  {
    by: 'kinfolk',
    to: 'housing',
    daysAgo: 34,
    stage: 'acknowledged',
    category: 'housing',
    theme: 'basic-rights-and-needs',
    people: 14,
    narrative:
      'Three families in the temporary flats at Harrow Court have had no heating since the first cold week. The caretaker says it was reported; nobody has come.',
    asks: ['Repair the heating at Harrow Court', 'Name one housing officer for the building'],
    summary: 'Families in temporary flats have been without heating for weeks and have nobody to call.',
    onAgenda: true,
  },
  {
    by: 'hub',
    to: 'learning',
    daysAgo: 32,
    stage: 'concluded',
    category: 'language',
    theme: 'involvement-and-inclusion',
    people: 22,
    narrative:
      'The English classes all begin at nine in the morning, when parents are still on the way to school with their children.',
    asks: ['Offer one class at a time when parents can come'],
    summary: 'English classes begin before parents can be there.',
    onAgenda: true,
  },
  {
    by: 'faiths',
    to: 'housing',
    daysAgo: 20,
    stage: 'answered',
    category: 'housing',
    theme: 'safety-and-security',
    people: 6,
    narrative: 'The stairwell of the hostel on Mill Lane has been dark for a month and two residents have fallen.',
    asks: ['Repair the stairwell lights', 'Tell residents how to report a fault out of hours'],
    summary: 'A hostel stairwell has been dark for a month; residents have fallen.',
  },
  {
    by: 'kinfolk',
    to: 'learning',
    daysAgo: 12,
    stage: 'referred',
    category: 'language',
    theme: 'involvement-and-inclusion',
    people: 9,
    narrative:
      'Letters about enrolment come in English only, and learners miss the date because they cannot read them.',
    asks: ['Send enrolment letters in Somali and Arabic as well'],
    summary: 'Enrolment letters come in English only, so learners miss the date.',
  },
  {
    by: 'hub',
    to: 'housing',
    daysAgo: 6,
    stage: 'triaged',
    category: 'housing',
    theme: 'basic-rights-and-needs',
    people: 3,
    narrative: 'A family of five was moved at a day’s notice to a room twelve miles from the children’s school.',
    asks: ['Give notice of at least a week', 'Ask about school places before moving a family'],
    summary: 'A family was moved at a day’s notice, far from the children’s school.',
  },
  {
    by: 'faiths',
    to: 'learning',
    daysAgo: 1,
    stage: 'received',
    category: 'language',
    theme: 'esteem-and-recognition',
    people: 4,
    narrative:
      'Nobody could tell our volunteers whether a teaching diploma from abroad counts for the evening classes.',
    asks: ['Say in writing which foreign teaching diplomas are accepted'],
    summary: 'Volunteers cannot find out whether their foreign teaching diplomas count.',
  },
];
