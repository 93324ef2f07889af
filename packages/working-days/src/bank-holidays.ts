import { bankHolidaysSnapshot } from './bank-holidays-snapshot.ts';
import type { LocalDate } from './local-date.ts';

/** The divisions of the official list of bank holidays, by the names that GOV.UK gives them. */
export const nations = ['england-and-wales', 'scotland', 'northern-ireland'] as const;

/** A division of the official list of bank holidays. */
export type Nation = (typeof nations)[number];

/** A bank holiday as published: for a substitute day, the date is the one on which it is kept. */
export interface BankHoliday {
  readonly date: LocalDate;
  /** The published title, for example `Boxing Day`. */
  readonly name: string;
  /** Whether it is kept on this date because the day itself falls on a weekend. */
  readonly substitute?: boolean;
}

const published = (nation: Nation): readonly BankHoliday[] =>
  Object.freeze(
    bankHolidaysSnapshot[nation].map(([date, name, note]) =>
      Object.freeze(note ? { date, name, substitute: true } : { date, name }),
    ),
  );

const byNation: Readonly<Record<Nation, readonly BankHoliday[]>> = {
  'england-and-wales': published('england-and-wales'),
  scotland: published('scotland'),
  'northern-ireland': published('northern-ireland'),
};

/**
 * The nation's bank holidays of 2019 to 2028 in order of date, as the list on GOV.UK (https://www.gov.uk/bank-holidays)
 * stood on `bankHolidaysAsOf`. To add or withdraw one before the next snapshot, hand a changed copy to the calendar:
 * `{ …calendar, bankHolidays: [...bankHolidaysOf('scotland'), { date, name }] }`.
 */
export const bankHolidaysOf = (nation: Nation): readonly BankHoliday[] => byNation[nation];
