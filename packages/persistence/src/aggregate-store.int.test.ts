import { afterAll, describe } from '@jest/globals';
import { aggregateStoreContract } from './aggregate-store.contract.test.ts';
import { sampleActions } from './sample-action.test.ts';
import { testDatabases } from './test-database.test.ts';

const databases = testDatabases();
afterAll(() => databases.dropAll());

describe('the store on the database', () => {
  aggregateStoreContract(async ({ definition = sampleActions, options = {}, machineClock, erasureLedger }) => {
    const { database } = await databases.open({ machineClock, erasureLedger });
    const store = database.aggregate(definition, options);
    await database.ensureIndexes();
    return { store, journal: database.journal };
  });
});
