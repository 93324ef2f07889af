import { newUuid } from '@throughline/kernel';
import mongoose from 'mongoose';
import { connectDatabase } from './connect-database.ts';
import type { Database, DatabaseOptions, Log } from './database.ts';

/** Keeps log lines so that tests can ask for alerts. */
export function listeningLog(): Log & { readonly lines: { level: string; particulars: object; message: string }[] } {
  const lines: { level: string; particulars: object; message: string }[] = [];
  const at = (level: string) => (particulars: object, message: string) =>
    void lines.push({ level, particulars, message });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

const url = process.env['MONGODB_URL'] ?? '';

/** Databases of one test file, under fresh names, dropped by `dropAll`. */
export function testDatabases() {
  const opened: { name: string; database: Database }[] = [];
  return {
    url,
    async open(given: Partial<DatabaseOptions> = {}): Promise<{ name: string; database: Database }> {
      const name = given.name ?? `persistence_${newUuid().replaceAll('-', '').slice(12)}`;
      const database = await connectDatabase({
        url,
        name,
        service: 'tests',
        idempotencySecret: 'a secret that guards nothing but tests',
        log: listeningLog(),
        maxPoolSize: 12,
        ...given,
      });
      opened.push({ name, database });
      return { name, database };
    },
    async dropAll(): Promise<void> {
      await Promise.all(opened.map(({ database }) => database.close()));
      const connection = await mongoose.createConnection(url).asPromise();
      for (const name of new Set(opened.map((one) => one.name))) await connection.getClient().db(name).dropDatabase();
      await connection.close();
    },
  };
}
