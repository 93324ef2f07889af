import { consentScopes, identityTiers, visibilities } from '@throughline/contracts';
import { type Matter, matters, type Openness, type Reader, readers, sees } from './concern-visibility.ts';

/** Every subset of the consent's scopes × tier × visibility (and none, before the triage). */
const everyOpenness: Openness[] = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bits) =>
  identityTiers.flatMap((identityTier) =>
    [undefined, ...visibilities].map((visibility) => ({
      consentScope: consentScopes.filter((_, place) => bits & (1 << place)),
      identityTier,
      ...(visibility ? { visibility } : {}),
    })),
  ),
);

/** The table of the design once more, in its own words; the test compares it with the one that is enforced. */
const design: Record<Matter, Record<Reader, string>> = {
  submission: {
    submitter: 'yes',
    secretariat: 'scope forum',
    officer: 'scope institution',
    seated: 'no',
    auditor: 'no',
    public: 'no',
  },
  record: {
    submitter: 'yes',
    secretariat: 'yes',
    officer: 'yes',
    seated: 'as member',
    auditor: 'yes',
    public: 'as public',
  },
  identity: {
    submitter: 'yes',
    secretariat: 'tier not anonymous',
    officer: 'tier public or institution',
    seated: 'as member, tier public',
    auditor: 'tier public',
    public: 'as public, tier public',
  },
  drafts: { submitter: 'no', secretariat: 'no', officer: 'yes', seated: 'no', auditor: 'no', public: 'no' },
  states: {
    submitter: 'yes',
    secretariat: 'yes',
    officer: 'yes',
    seated: 'as member',
    auditor: 'yes',
    public: 'as public',
  },
};

const meaning: Record<string, (openness: Openness) => boolean> = {
  yes: () => true,
  no: () => false,
  'scope forum': ({ consentScope }) => consentScope.includes('forum'),
  'scope institution': ({ consentScope }) => consentScope.includes('institution'),
  'as member': ({ visibility }) => visibility === 'public' || visibility === 'members',
  'as public': ({ visibility, consentScope }) => visibility === 'public' && consentScope.includes('public-summary'),
  'tier not anonymous': ({ identityTier }) => identityTier !== 'anonymous',
  'tier public or institution': ({ identityTier }) => identityTier === 'public' || identityTier === 'institution',
  'tier public': ({ identityTier }) => identityTier === 'public',
};

const expected = (cell: string, openness: Openness) =>
  cell.split(', ').every((condition) => meaning[condition]?.(openness));

describe('who sees what', () => {
  for (const matter of matters)
    for (const reader of readers)
      it(`${reader} · ${matter}: ${design[matter][reader]}`, () => {
        for (const openness of everyOpenness)
          expect([openness, sees([reader], matter, openness)]).toEqual([
            openness,
            expected(design[matter][reader], openness),
          ]);
      });

  it('who reads in two ways sees what either sees', () => {
    const openness: Openness = {
      consentScope: ['forum', 'public-summary'],
      identityTier: 'forum',
      visibility: 'public',
    };
    expect(sees(['officer', 'public'], 'submission', openness)).toBe(false);
    expect(sees(['officer', 'secretariat'], 'submission', openness)).toBe(true);
  });

  it('who reads in no way sees nothing', () => {
    for (const matter of matters) for (const openness of everyOpenness) expect(sees([], matter, openness)).toBe(false);
  });
});
