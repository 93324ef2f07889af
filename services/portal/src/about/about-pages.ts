import type { ShowPage } from '../layout/page.ts';

const about =
  (view: string, key: string): ShowPage =>
  async ({ words }) => ({ view: `about/${view}`, title: words.t(`about.${key}.title`), model: {} });

export const showAccessibility = about('accessibility', 'accessibility');
export const showPrivacy = about('privacy', 'privacy');
export const showDeadlines = about('deadlines', 'deadlines');
