import { z } from 'zod';

/** Words that somebody wrote, with the language they are in (BCP 47). */
const text = z.object({ text: z.string(), language: z.string() });
export type Text = z.infer<typeof text>;

/** What stands where words are: the words, nothing this reader may see, or an owner that did not answer in time. */
const words = z.union([text, z.object({ unavailable: z.literal(true) }), z.null()]);
export type Words = z.infer<typeof words>;

const clock = z.object({
  kind: z.string(),
  owedBy: z.string(),
  about: z.record(z.string(), z.unknown()).optional(),
  startedAt: z.string().nullish(),
  /** Null while it stands still and no day follows. */
  due: z.string().nullable(),
  state: z.string(),
  workingDaysLeft: z.number().nullish(),
  workingDaysLate: z.number().default(0),
  pausedDays: z.number().default(0),
  extendedByDays: z.number().default(0),
});
export type Clock = z.infer<typeof clock>;

const explainedClock = clock.extend({
  explanation: z
    .array(
      z.object({
        date: z.string(),
        counted: z.boolean(),
        number: z.number().optional(),
        reason: z.string().optional(),
        name: z.string().optional(),
      }),
    )
    .default([]),
});
export type ExplainedClock = z.infer<typeof explainedClock>;

const someOf = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ items: z.array(z.object(shape)) });

const organisationSummary = {
  id: z.string(),
  kind: z.string().optional(),
  state: z.string().optional(),
  names: z.array(text).default([]),
};
export const organisations = someOf({
  ...organisationSummary,
  seats: z
    .array(z.object({ forumId: z.string(), role: z.string(), from: z.string().nullish(), to: z.string().nullish() }))
    .default([]),
});

export const organisation = z.object({
  ...organisationSummary,
  sector: z.string().nullish(),
  description: words.optional(),
  languages: z.array(z.string()).default([]),
  communities: z.array(z.string()).default([]),
  themes: z.array(z.string()).default([]),
  seats: z
    .array(z.object({ forumId: z.string(), role: z.string(), from: z.string().nullish(), to: z.string().nullish() }))
    .default([]),
  responsibilities: z.array(z.object({ category: z.string(), team: z.string().nullish() })).nullish(),
  assured: z.object({ at: z.string().nullish(), until: z.string().nullish(), stale: z.boolean().optional() }).nullish(),
});

export const forum = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  timeZone: z.string().default('Europe/London'),
  quorum: z.number().nullish(),
  standards: z.record(z.string(), z.number()).nullish(),
  closureDays: z.array(z.object({ date: z.string(), name: z.string().nullish() })).default([]),
});
export type Forum = z.infer<typeof forum>;
export const forums = z.object({ items: z.array(forum) });

export const meeting = z.object({
  id: z.string(),
  forumId: z.string(),
  number: z.number().nullish(),
  year: z.number().nullish(),
  title: words.optional(),
  state: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullish(),
  place: z.object({ kind: z.string(), text: words.optional() }).nullish(),
  agenda: z
    .array(
      z.object({
        id: z.string(),
        order: z.number().optional(),
        kind: z.string(),
        origin: z.string().nullish(),
        minutes: z.number().nullish(),
        title: words.optional(),
        concerns: z.array(z.string()).default([]),
        actionId: z.string().nullish(),
      }),
    )
    .default([]),
  attendance: z
    .array(z.object({ organisationId: z.string(), state: z.string(), people: z.number().nullish() }))
    .default([]),
  quorum: z.object({ needed: z.number(), present: z.number(), met: z.boolean() }).nullish(),
  decisions: z
    .array(
      z.object({
        id: z.string(),
        number: z.string(),
        kind: z.string(),
        text: words.optional(),
        concerns: z.array(z.string()).default([]),
        institutionId: z.string().nullish(),
        inquorate: z.boolean().optional(),
      }),
    )
    .default([]),
  actions: z.array(z.string()).default([]),
});
export type Meeting = z.infer<typeof meeting>;
export const meetings = z.object({ items: z.array(meeting) });

const action = z.object({
  id: z.string(),
  forumId: z.string().optional(),
  ownerId: z.string(),
  due: z.string(),
  state: z.string(),
  overdue: z.boolean().default(false),
  concerns: z.array(z.string()).default([]),
  text: words.optional(),
});
export type Action = z.infer<typeof action>;
export const actions = z.object({ items: z.array(action) });

/** What a link of a trace carries besides date, who and words; each kind fills in a few of these. */
const linkData = z.object({
  ask: z.number().optional(),
  asks: z.array(z.number()).optional(),
  institutionId: z.string().nullish(),
  nextInstitutionId: z.string().nullish(),
  ownerId: z.string().nullish(),
  meetingId: z.string().nullish(),
  number: z.union([z.string(), z.number()]).nullish(),
  kind: z.string().nullish(),
  origin: z.string().nullish(),
  reason: z.string().nullish(),
  outcome: z.string().nullish(),
  verdict: z.string().nullish(),
  state: z.string().nullish(),
  due: z.string().nullish(),
  workingDays: z.number().nullish(),
  peopleAffected: z.union([z.number(), z.string()]).nullish(),
  startsAt: z.string().nullish(),
  commitment: z.object({ due: z.string(), kept: z.boolean().default(false) }).nullish(),
});

export const trace = z.object({
  reference: z.string(),
  id: z.string(),
  forumId: z.string().optional(),
  status: z.string(),
  closedAs: z.string().nullish(),
  visibility: z.string().nullish(),
  links: z.array(
    z.object({
      kind: z.string(),
      id: z.string().nullish(),
      at: z.string(),
      by: z.string().nullish(),
      words: words.optional(),
      data: linkData.nullish(),
    }),
  ),
  asks: z.array(
    z.object({
      number: z.number(),
      text: words.optional(),
      resolution: z.string(),
      outcome: z.string().nullish(),
      reason: z.string().nullish(),
      verdict: z.string().nullish(),
    }),
  ),
  clocks: z.array(clock).default([]),
  complete: z.boolean(),
  missing: z
    .array(
      z.object({
        link: z.string(),
        ask: z.number().nullish(),
        owedBy: z.string(),
        due: z.string().nullish(),
        overdueByDays: z.number().default(0),
      }),
    )
    .default([]),
});
export type Trace = z.infer<typeof trace>;

export const openConcerns = z.object({
  total: z.number(),
  groups: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  items: z.array(
    z
      .object({
        id: z.string(),
        reference: z.string(),
        status: z.string(),
        category: z.string().nullish(),
        urgent: z.boolean().default(false),
        submittedAt: z.string().nullish(),
        summary: words.optional(),
        /** Every clock that is owed; where only the one due first is told, that one. */
        clocks: z.array(clock).optional(),
        clock: clock.nullish(),
      })
      .transform(({ clock: first, clocks, ...item }) => ({ ...item, clocks: clocks ?? (first ? [first] : []) })),
  ),
});
export type OpenConcerns = z.infer<typeof openConcerns>;

export const overdue = z.object({
  items: z.array(
    z.object({
      reference: z.string(),
      kind: z.string(),
      owedBy: z.string(),
      due: z.string(),
      workingDaysLate: z.number(),
    }),
  ),
});

export const publicConcerns = z.object({
  items: z.array(
    z.object({
      reference: z.string(),
      status: z.string(),
      category: z.string().nullish(),
      publicSummary: words.optional(),
    }),
  ),
});
export type PublicConcerns = z.infer<typeof publicConcerns>;

const outcome = z.object({
  ask: z.number(),
  outcome: z.string(),
  reason: z.string(),
  text: words.optional(),
  plain: words.optional(),
  nextInstitutionId: z.string().nullish(),
  commitment: z.object({ due: z.string(), kept: z.boolean(), text: words.optional() }).nullish(),
});

export const concern = z.object({
  id: z.string(),
  reference: z.string(),
  forumId: z.string(),
  status: z.string(),
  closedAs: z.string().nullish(),
  version: z.number(),
  submittedAt: z.string(),
  acknowledgedAt: z.string().nullish(),
  submitter: z.object({ organisationId: z.string().nullish(), identityTier: z.string().nullish() }).nullish(),
  onBehalfOf: z.object({ peopleConcerned: z.union([z.number(), z.string()]).nullish() }).nullish(),
  externalReference: z.string().nullish(),
  urgent: z.boolean().default(false),
  category: z.string().nullish(),
  theme: z.string().nullish(),
  visibility: z.string().nullish(),
  narrative: words.optional(),
  publicSummary: words.optional(),
  asks: z.array(
    z.object({
      number: z.number(),
      text: words.optional(),
      category: z.string().nullish(),
      resolution: z.string(),
      referralId: z.string().nullish(),
      outcome: z.string().nullish(),
      reason: z.string().nullish(),
      answerId: z.string().nullish(),
      commitmentId: z.string().nullish(),
      verdict: z.string().nullish(),
    }),
  ),
  referrals: z
    .array(
      z.object({
        id: z.string(),
        institutionId: z.string(),
        asks: z.array(z.number()),
        state: z.string(),
        at: z.string(),
        due: z.string().nullish(),
      }),
    )
    .default([]),
  answers: z
    .array(
      z.object({
        id: z.string(),
        version: z.number().optional(),
        referralId: z.string().nullish(),
        state: z.string(),
        publishedAt: z.string().nullish(),
        outcomes: z.array(outcome).default([]),
      }),
    )
    .default([]),
  commitments: z
    .array(
      z.object({
        id: z.string(),
        ask: z.number(),
        ownerId: z.string(),
        due: z.string(),
        state: z.string(),
        text: words.optional(),
      }),
    )
    .default([]),
  clocks: z.array(clock).default([]),
});
export type Concern = z.infer<typeof concern>;

/** A concern just raised. Who raised it anonymously gets a return code, this once. */
export const raisedConcern = z.object({
  created: z.string(),
  reference: z.string(),
  returnCode: z.string().optional(),
});

/** A command's answer, of which a form needs the id of what it made. */
export const madeSomething = z.object({ created: z.string() });
/** A command's answer, of which a form needs nothing but that it was given. */
export const done = z.object({ id: z.string() });

export const me = z.object({
  id: z.string().optional(),
  name: z.string().nullish(),
  roles: z
    .array(z.object({ role: z.string(), forumId: z.string().nullish(), organisationId: z.string().nullish() }))
    .default([]),
});
export type Me = z.infer<typeof me>;

export const demoPeople = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      roles: z.array(z.object({ role: z.string(), organisationId: z.string().nullish() })),
    }),
  ),
});
export type DemoPeople = z.infer<typeof demoPeople>['items'];
export const demoSession = z.object({ token: z.string(), expiresAt: z.string() });
export const concernClocks = z.object({ clocks: z.array(explainedClock) });
