import { type CommandContext, inMemoryDatabase } from '@throughline/persistence';
import { aPerson } from '@throughline/testing';
import { NotAnInstitution } from '../organisations/organisation.errors.ts';
import { type OrganisationStore, organisationDefinition } from '../organisations/organisation-store.ts';
import { registerOrganisationUseCase } from '../organisations/register-organisation.ts';
import { setResponsibilitiesUseCase } from './set-responsibilities.ts';

const principal = aPerson('secretariat', { forumId: 'frm_00000000000000000000000001' });
let keys = 0;
const context = (): CommandContext => ({
  principal,
  now: new Date('2026-11-02T09:00:00Z'),
  commandKey: `key-${(keys += 1)}`,
  fingerprint: `print-${keys}`,
  correlationId: 'test',
  requestId: 'test',
});
const english = (text: string) => ({ text, language: 'en' });

async function registered(kind: 'institution' | 'faith') {
  // The use cases know the port; only queries need the collection that the twin lacks.
  const store = inMemoryDatabase({ service: 'organisations' }).aggregate(
    organisationDefinition,
  ) as unknown as OrganisationStore;
  const { stored } = await registerOrganisationUseCase(store)(
    {
      kind,
      sector: 'public',
      names: [english('Northgate Council'), { text: 'Golaha', language: 'so' }],
      description: english('The council.'),
      languages: ['en'],
      communities: [],
      themes: [],
      areas: [],
      identifiers: [],
    },
    context(),
  );
  return { id: stored.id, set: setResponsibilitiesUseCase(store), stored };
}

const housing = { category: 'housing', areas: ['E05011118'], team: 'Housing options' };

describe('what an institution answers for', () => {
  it('is set whole, with the names of teams as words', async () => {
    const { id, set } = await registered('institution');
    const { stored } = await set(id, { responsibilities: [housing], standards: { answerDays: 15 } }, context());
    const [kept] = stored.state.responsibilities;
    expect(kept).toMatchObject({ category: 'housing', areas: ['E05011118'] });
    expect(stored.words[kept?.teamTextId ?? '']).toMatchObject({ text: 'Housing options' });
    expect(stored.state.standards).toEqual({ answerDays: 15 });
  });

  it('says nothing where nothing would change', async () => {
    const { id, set } = await registered('institution');
    await set(id, { responsibilities: [housing], standards: { answerDays: 15 } }, context());
    const again = await set(id, { responsibilities: [housing], standards: { answerDays: 15 } }, context());
    expect([again.changed, again.stored.version]).toEqual([false, 2]);
    const moved = await set(id, { responsibilities: [{ ...housing, team: 'Homelessness' }] }, context());
    expect([moved.changed, moved.stored.version]).toEqual([true, 3]);
  });

  it('is nothing for any other organisation', async () => {
    const { id, set } = await registered('faith');
    await expect(set(id, { responsibilities: [housing] }, context())).rejects.toThrow(NotAnInstitution);
  });

  it('says in no event what its names are', async () => {
    const { stored } = await registered('institution');
    expect(JSON.stringify(stored.state)).not.toContain('Northgate');
    expect(Object.keys(stored.words)).toHaveLength(3);
  });
});
