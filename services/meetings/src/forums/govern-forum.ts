import type { Nation } from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import { type CommandContext, newWords, type Outcome } from '@throughline/persistence';
import { policy } from '../policy.ts';
import { shown } from '../words/texts.ts';
import {
  changeForum,
  disbandForum,
  establishForum,
  type Forum,
  type ForumParticulars,
  type OwnStandards,
} from './forum.ts';
import type { ForumStore } from './forum-store.ts';

interface Dependencies {
  readonly forums: ForumStore;
  readonly newId: NewId;
}

export interface Settings {
  readonly nation: Nation;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly quorum: number;
  readonly standards?: OwnStandards | undefined;
  readonly name: string;
  readonly closureDays: readonly { readonly date: string; readonly name: string }[];
}
type Changes = { readonly [Field in keyof Settings]?: Settings[Field] | undefined };
type ForumOutcome = Outcome<Forum, ForumParticulars>;

const written = (language: string, { name, closureDays, ...settings }: Changes) => ({
  ...settings,
  ...(name === undefined ? {} : { name: newWords(name, language) }),
  ...(closureDays && {
    closureDays: closureDays.map((day) => ({ date: day.date, name: newWords(day.name, language) })),
  }),
});

/** Establishes a forum; it writes its names in the first of its languages. */
export const establishForumUseCase =
  ({ forums, newId }: Dependencies) =>
  (command: Settings & { readonly code: string }, context: CommandContext): Promise<ForumOutcome> => {
    policy.require(context.principal, 'forum.establish', {});
    const { name, closureDays, ...settings } = command;
    const [language = 'en'] = settings.languages;
    const id = newId('frm');
    const texts = {
      name: newWords(name, language),
      closureDays: closureDays.map((day) => ({ date: day.date, name: newWords(day.name, language) })),
    };
    return forums.create(context, id, () => ({ ...establishForum({ ...settings, ...texts }), created: id }));
  };

/** Changes a forum's settings, all but its code. */
export const changeForumUseCase =
  ({ forums }: Dependencies) =>
  ({ forumId, ...changes }: Changes & { readonly forumId: string }, context: CommandContext): Promise<ForumOutcome> =>
    forums.change(forumId, context, (forum, { words, particulars }) => {
      policy.require(context.principal, 'forum.change', { forum: forumId });
      const [language = 'en'] = changes.languages ?? forum.languages;
      const textOf = (textId: string | undefined) => shown(words, textId)?.text;
      return changeForum({ forum, closureNames: particulars.closureNames, textOf }, written(language, changes));
    });

/** The forum meets no more. */
export const disbandForumUseCase =
  ({ forums }: Dependencies) =>
  ({ forumId }: { readonly forumId: string }, context: CommandContext): Promise<ForumOutcome> =>
    forums.change(forumId, context, (forum) => {
      policy.require(context.principal, 'forum.disband', { forum: forumId });
      return disbandForum(forum);
    });
