import type { Database, DatabaseOptions } from './database.ts';

/** Connects a service to its database; resolves when the first connection stands. */
export declare function connectDatabase(options: DatabaseOptions): Promise<Database>;
