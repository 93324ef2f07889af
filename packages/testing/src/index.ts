export { aKey, aPerson } from './bearers.ts';
export { chainOf } from './chain-of.ts';
export { type FakeOwner, fakeOwner } from './fake-owner.ts';
export { addressOf, type FreshNames, freshNames } from './fresh.ts';
export { givenFor, recorded, type Told } from './given.ts';
export {
  type Answered,
  type CallOptions,
  type RunningService,
  type ServiceUnderTest,
  startService,
} from './start-service.ts';
export { type TestKeys, testKeys } from './test-keys.ts';
export { type JournalFault, type JournalVerification, verifyJournals } from './verify-journals.ts';
export { waitUntil } from './wait-until.ts';
