export { EmbeddedError } from './embedded.errors.ts';
export { exitWithParent } from './exit-with-parent.ts';
export { type FolderLock, type LockAttempt, tryLockFolder } from './folder-lock.ts';
export { freePort } from './free-port.ts';
export { logFile } from './log-file.ts';
export { whenMessage, whenPortAnswers } from './readiness.ts';
export { type BrokerControls, type RunningStores, type StartStoresOptions, startStores } from './start-stores.ts';
export { type Leash, type Supervised, type SupervisedChange, type SuperviseOptions, supervise } from './supervise.ts';
