export { addressOf, type FreshNames, freshNames } from './fresh.ts';
export { givenFor, recorded, type Told } from './given.ts';
export { type JournalFault, type JournalVerification, verifyJournals } from './verify-journals.ts';
export { waitUntil } from './wait-until.ts';
