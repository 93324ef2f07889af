import type { ProblemType } from '@throughline/kernel';
import { statusOf } from './problem-document.ts';

/** The page of one type of problem, for `/docs/problems/<code>`. */
export interface ProblemPage {
  readonly code: string;
  readonly path: string;
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  /** A whole HTML document, without scripts or styles of others. */
  readonly html: string;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character);
/** `code` in a remedy. */
const marked = (text: string) => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const document = (title: string, content: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Throughline API</title>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;

function pageOf(type: ProblemType): ProblemPage {
  const { code, title, remedy } = type;
  const status = statusOf(type);
  const path = `/docs/problems/${code}`;
  const html = document(
    title,
    `<h1>${escaped(title)}</h1>
<p>${marked(remedy)}</p>
<dl><dt>Status</dt><dd>${status}</dd><dt>Code</dt><dd><code>${escaped(code)}</code></dd></dl>
<p><a href="/docs/problems">All problem types</a></p>`,
  );
  return { code, path, status, title, remedy, html };
}

/** The pages of problem types by code, and their index for `/docs/problems`. */
export function problemPages(types: readonly ProblemType[]): {
  readonly pages: ReadonlyMap<string, ProblemPage>;
  readonly index: string;
} {
  const pages = types.map(pageOf).sort((one, other) => (one.code < other.code ? -1 : 1));
  const rows = pages.map(
    ({ code, path, status, title }) =>
      `<tr><td>${status}</td><td><a href="${path}"><code>${escaped(code)}</code></a></td><td>${escaped(title)}</td></tr>`,
  );
  const index = document(
    'Problem types',
    `<h1>Problem types</h1>
<table><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">What happened</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`,
  );
  return { pages: new Map(pages.map((page) => [page.code, page])), index };
}
