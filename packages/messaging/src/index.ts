export type {
  Broker,
  Consumer,
  Drift,
  JournalPage,
  Released,
  Subscription,
} from './broker.ts';
export type { Discard, ParkedMark, ParkingReason, ParkingStore } from './parking-store.ts';
export type { Seen, Sink } from './sink.ts';
