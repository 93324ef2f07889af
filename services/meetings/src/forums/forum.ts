import {
  defaultStandards,
  type ForumEvent,
  forumEvents,
  type Nation,
  nation,
  type Recorded,
  type Standards,
  standards,
} from '@throughline/contracts';
import type { Decision, NewWords } from '@throughline/persistence';
import { type Calendar, isTimeZone, TimeZoneUnknown } from '@throughline/working-days';
import { z } from 'zod';
import { type Full, textsOf } from '../words/texts.ts';
import { ForumDisbanded } from './forum.errors.ts';

/** A standing body that meets: the fold of its events and nothing else. */
export const forumState = z.object({
  code: z.string(),
  nation,
  timeZone: z.string(),
  /** The first one is the language of its names. */
  languages: z.array(z.string()),
  /** Seats that must be present before a decision may be recorded. */
  quorum: z.int(),
  standards,
  /** Dates; what the days are called is words. */
  closureDays: z.array(z.string()),
  nameTextId: z.string(),
  disbandedAt: z.string().exactOptional(),
});
export type Forum = z.infer<typeof forumState>;

/** Date → text id of the closure day's name: events carry the dates alone. */
export const forumParticulars = z.object({ closureNames: z.record(z.string(), z.string()) });
export type ForumParticulars = z.infer<typeof forumParticulars>;

type ForumDecision = Full<Decision<ForumEvent, ForumParticulars>>;

interface NamedClosureDay {
  readonly date: string;
  readonly name: NewWords;
}

/** The standards that a forum sets itself. */
export type OwnStandards = { readonly [Name in keyof Standards]?: Standards[Name] | undefined };

const settingOwn = (before: Standards, own: OwnStandards = {}): Standards => ({
  ...before,
  ...Object.fromEntries(Object.entries(own).filter(([, days]) => days !== undefined)),
});

export interface EstablishForum {
  readonly code: string;
  readonly nation: Nation;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly quorum: number;
  readonly standards?: OwnStandards | undefined;
  readonly name: NewWords;
  readonly closureDays: readonly NamedClosureDay[];
}

/** Everything but the code, which stands in references already. */
export type ChangeForum = {
  readonly [Field in keyof Omit<EstablishForum, 'code'>]?: EstablishForum[Field] | undefined;
};

const closuresOf = (days: readonly NamedClosureDay[]) => {
  const inOrder = days.toSorted((one, other) => (one.date < other.date ? -1 : 1));
  return {
    closureDays: inOrder.map(({ date }) => date),
    closureNames: Object.fromEntries(inOrder.map(({ date, name }) => [date, name.textId])),
  };
};

function requireZone(timeZone: string): void {
  if (!isTimeZone(timeZone)) throw new TimeZoneUnknown();
}

/** Establishes a forum; standards that it does not set are the design's. */
export function establishForum({ name, closureDays, standards: own, ...settings }: EstablishForum): ForumDecision {
  requireZone(settings.timeZone);
  const closures = closuresOf(closureDays);
  const { words, hashes } = textsOf(name, ...closureDays.map((day) => day.name));
  return {
    events: [
      forumEvents.established.of({
        ...settings,
        standards: settingOwn(defaultStandards, own),
        closureDays: closures.closureDays,
        nameTextId: name.textId,
        ...hashes,
      }),
    ],
    words,
    particulars: { closureNames: closures.closureNames },
  };
}

/** What a change is measured against: the forum, and what its names say at present. */
export interface ForumBefore {
  readonly forum: Forum;
  readonly closureNames: ForumParticulars['closureNames'];
  readonly textOf: (textId: string | undefined) => string | undefined;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Changes what is named and differs; nothing differs: nothing is said. */
export function changeForum({ forum, closureNames, textOf }: ForumBefore, command: ChangeForum): ForumDecision {
  if (forum.disbandedAt) throw new ForumDisbanded();
  if (command.timeZone !== undefined) requireZone(command.timeZone);
  const nextStandards = settingOwn(forum.standards, command.standards);
  const days = command.closureDays && closuresOf(command.closureDays);
  const namesBefore = Object.fromEntries(forum.closureDays.map((date) => [date, textOf(closureNames[date])]));
  const namesAfter = days?.closureDays.map((date) => [
    date,
    command.closureDays?.find((day) => day.date === date)?.name.entry.text,
  ]);
  const renames = command.name && command.name.entry.text !== textOf(forum.nameTextId);
  const reschedules = namesAfter && !isSame(Object.fromEntries(namesAfter), namesBefore);
  const fields = [
    ...(['nation', 'timeZone', 'languages', 'quorum'] as const).filter(
      (field) => command[field] !== undefined && !isSame(command[field], forum[field]),
    ),
    ...(isSame(nextStandards, forum.standards) ? [] : ['standards']),
    ...(renames ? ['name'] : []),
    ...(reschedules ? ['closureDays'] : []),
  ];
  if (fields.length === 0) return { events: [] };
  const newNames = [
    renames ? command.name : undefined,
    ...((reschedules && command.closureDays) || []).map((day) => day.name),
  ];
  const { words, hashes } = textsOf(...newNames);
  return {
    events: [
      forumEvents.changed.of({
        fields,
        code: forum.code,
        nation: command.nation ?? forum.nation,
        timeZone: command.timeZone ?? forum.timeZone,
        languages: command.languages ?? forum.languages,
        quorum: command.quorum ?? forum.quorum,
        standards: nextStandards,
        closureDays: reschedules && days ? days.closureDays : forum.closureDays,
        nameTextId: renames && command.name ? command.name.textId : forum.nameTextId,
        ...hashes,
      }),
    ],
    words,
    ...(reschedules && days ? { particulars: { closureNames: days.closureNames } } : {}),
  };
}

/** Its meetings, decisions and actions stay; nothing new begins in it. */
export function disbandForum(forum: Forum): ForumDecision {
  if (forum.disbandedAt) throw new ForumDisbanded();
  return { events: [forumEvents.disbanded.of({})] };
}

/** The forum after an event. */
export function evolveForum(forum: Forum | undefined, event: Recorded<ForumEvent>): Forum {
  switch (event.type) {
    case forumEvents.established.type:
    case forumEvents.changed.type: {
      const { code, timeZone, languages, quorum, closureDays, nameTextId } = event.data;
      return {
        code,
        nation: event.data.nation,
        timeZone,
        languages: [...languages],
        quorum,
        standards: { ...event.data.standards },
        closureDays: [...closureDays],
        nameTextId,
      };
    }
    case forumEvents.disbanded.type:
      return { ...begun(forum, event), disbandedAt: event.at };
    case forumEvents.textErased.type:
      return begun(forum, event);
    default:
      return event satisfies never;
  }
}

function begun(forum: Forum | undefined, { type }: { readonly type: string }): Forum {
  if (!forum) throw new TypeError(`a forum cannot begin with ${type}`);
  return forum;
}

/** The forum's calendar. What a closure day is called is not needed to count. */
export const calendarOf = ({ nation: ofNation, timeZone, closureDays }: Forum): Calendar => ({
  nation: ofNation,
  timeZone,
  closureDays: closureDays.map((date) => ({ date, name: '' })),
});
