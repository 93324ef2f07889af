export {
  AppError,
  type AppErrorClass,
  type ErrorKind,
  type Fault,
  Forbidden,
  isAppError,
  NotAllowedNow,
  NotFound,
  type Particulars,
  type ProblemType,
  problem,
  Unauthenticated,
  Unavailable,
} from './app-error.ts';
export { type Clock, type MovableClock, movableClock, stoppedClock, systemClock } from './clock.ts';
export { type Chained, canonicalJson, eventHash, firstBrokenLink, genesisHash, hmac, sha256 } from './hash-chain.ts';
export { type Id, idOf, idPattern, type NewId, newId, newUuid, uuidOf } from './id.ts';
export { definePolicy, type Grant, type Policy, type Relation } from './policy.ts';
export {
  actorOf,
  anonymous,
  holds,
  organisationsOf,
  ownerOf,
  type Principal,
  type Role,
  type RoleName,
  type Scope,
} from './principal.ts';
export { type Transitions, transitions } from './transitions.ts';
