import { problem } from '@throughline/kernel';

/** More is open than a dashboard counts. */
export class FilterTooWide extends problem({
  code: 'filter-too-wide',
  kind: 'impossible',
  title: 'Too much is open to be counted at once',
  remedy: 'Narrow it: name a forum, an institution, a category or a status.',
}) {
  constructor(most: number) {
    super(`More than ${most} concerns are open under this filter.`);
  }
}
