import { describe } from '@jest/globals';
import { aggregateStoreContract } from './aggregate-store.contract.test.ts';
import { inMemoryDatabase } from './in-memory-database.ts';
import { sampleActions } from './sample-action.test.ts';

describe('the store in memory', () => {
  aggregateStoreContract(async ({ definition = sampleActions, options = {}, machineClock, erasureLedger }) => {
    const database = inMemoryDatabase({ machineClock, erasureLedger });
    return { store: database.aggregate(definition, options), journal: database.journal };
  });
});
