export { type Due, type DueSweep, dueSweep } from './due-sweep.ts';
export {
  consumerName,
  type Foundations,
  type FoundationsConfig,
  openFoundations,
  ownerJournal,
  type Subscription,
} from './foundations.ts';
export { type Composed, type Host, runService } from './host.ts';
