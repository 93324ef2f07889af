export type {
  Broker,
  Consumer,
  Drift,
  JournalPage,
  Released,
  Subscription,
} from './broker.ts';
export { type CatchUp, type CaughtUp, catchUp } from './catch-up.ts';
export { memoryBroker } from './memory-broker.ts';
export { memoryParking } from './memory-parking.ts';
export { JournalGap, MessageTooLarge } from './messaging.errors.ts';
export { type BrokerSettings, connectBroker } from './nats-broker.ts';
export type { Discard, MarksAsked, ParkedMark, ParkingReason, ParkingStore } from './parking-store.ts';
export type { Seen, Sink } from './sink.ts';
