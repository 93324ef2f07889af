import { problem } from '@throughline/kernel';

/** A list without codes that it had (422). */
export class CodesMissing extends problem({
  code: 'codes-missing',
  kind: 'impossible',
  title: 'Codes cannot be taken off a list',
  remedy: 'Send them along with `"retired": true`: they are offered no longer, and what was recorded with them stays.',
}) {
  constructor(codes: readonly string[]) {
    super(`Not in the new list: ${codes.join(', ')}.`);
  }
}

/** One code twice in a list (422). */
export class RepeatedCode extends problem({
  code: 'repeated-code',
  kind: 'impossible',
  title: 'A code stands in the list twice',
  remedy: 'Leave one of them out.',
}) {}

/** A theme on a code that is no category (422). */
export class ThemeOnlyForCategories extends problem({
  code: 'theme-only-for-categories',
  kind: 'impossible',
  title: 'Only categories belong to themes',
  remedy: 'Leave theme out.',
}) {}
