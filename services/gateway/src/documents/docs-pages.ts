import { createRequire } from 'node:module';
import { join } from 'node:path';
import { problemPages } from '@throughline/http';
import { NotFound } from '@throughline/kernel';
import express, { type RequestHandler, type Response } from 'express';
import type { joinedDocuments } from './service-documents.ts';

// The reference is drawn by Scalar from our own origin; the policy makes sure that it asks nobody else for anything.
const referencePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Scalar writes its styles as it draws.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
const plainPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const referencePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Throughline API reference</title>
</head>
<body>
<noscript><p>The reference needs JavaScript. The same is in <a href="/openapi.json">openapi.json</a>,
the events are in <a href="/asyncapi.json">asyncapi.json</a>.</p></noscript>
<div id="reference"></div>
<script src="/docs/scalar.js"></script>
<script src="/docs/reference.js"></script>
</body>
</html>
`;

const referenceScript = `Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
});
`;

const oneDay = 'public, max-age=86400';
const require = createRequire(import.meta.url);

const send = (response: Response, type: string, { content, policy }: { content: string; policy: string }) =>
  void response
    .set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache', 'Referrer-Policy': 'no-referrer' })
    .type(type)
    .send(content);

/** `/docs`, its script, and a page for each type of problem. */
export function docsPages(joinedDocument: ReturnType<typeof joinedDocuments>): RequestHandler {
  const scalar = join(require.resolve('@scalar/api-reference'), '../browser/standalone.js');
  const pages = express.Router();
  pages.get('/docs', (_request, response) =>
    send(response, 'html', { content: referencePage, policy: referencePolicy }),
  );
  pages.get('/docs/reference.js', (_request, response) =>
    send(response, 'js', { content: referenceScript, policy: plainPolicy }),
  );
  // Packages lie under `.pnpm`, which sendFile would otherwise not look into.
  pages.get('/docs/scalar.js', (_request, response) =>
    response.set('Cache-Control', oneDay).sendFile(scalar, { cacheControl: false, dotfiles: 'allow' }),
  );
  pages.get('/docs/problems', async (_request, response) => {
    const { document } = await joinedDocument();
    send(response, 'html', { content: problemPages(document['x-problems']).index, policy: plainPolicy });
  });
  pages.get('/docs/problems/:code', async (request, response) => {
    const { document } = await joinedDocument();
    const page = problemPages(document['x-problems']).pages.get(request.params.code);
    if (!page) throw new NotFound();
    send(response, 'html', { content: page.html, policy: plainPolicy });
  });
  return pages;
}
