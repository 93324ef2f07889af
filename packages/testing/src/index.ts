export { addressOf, type FreshNames, freshNames } from './fresh.ts';
export { givenFor, recorded, type Told } from './given.ts';
export { waitUntil } from './wait-until.ts';
