export { type Due, type DueSweep, dueSweep } from './due-sweep.ts';
export { type Foundations, type FoundationsConfig, openFoundations, type Subscription } from './foundations.ts';
export { type Composed, type Host, runService } from './host.ts';
