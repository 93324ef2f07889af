import { randomUUID } from 'node:crypto';
import type { Log } from '@throughline/http';
import { type AppError, Forbidden, isAppError, NotFound } from '@throughline/kernel';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { i18n } from 'i18next';
import type { ApiClient, Asking } from '../api/api-client.ts';
import { type Me, me } from '../api/representations.ts';
import type { Assets } from './assets.ts';
import { errorPage } from './error-pages.ts';
import type { DemoDoor, Page, PageRoute, Visit } from './page.ts';
import { isFromOurPages } from './same-origin.ts';
import { shellOf } from './shell.ts';
import { chooseLanguage } from './strings.ts';
import type { Render } from './templates.ts';
import { type Wording, wording } from './wording.ts';

const sessionCookie = 'throughline_session';
const year = 31_536_000;

export interface Dependencies {
  readonly routes: readonly PageRoute[];
  readonly api: ApiClient;
  readonly languages: i18n;
  readonly languageCodes: readonly string[];
  readonly assets: Assets;
  readonly render: Render;
  /** Where readers find this site: forms are taken from this origin only. */
  readonly publicUrl: string;
  /** Where to write about the pages; no link is shown without it. */
  readonly feedbackEmail: string | undefined;
  /** Signing in without a password; undefined in production. */
  readonly demo: DemoDoor | undefined;
  readonly log: Log;
}

const bearerOf = (request: Request) => /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];

const formOf = (request: Request) =>
  new URLSearchParams(typeof request.body === 'string' && request.method === 'POST' ? request.body : '');

/** Security headers: nothing inline, nothing from elsewhere, no framing. */
const headers = (publicUrl: string) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
  });

/** Every page over one API. Express is known here and nowhere else in the portal. */
export function servePages(use: Dependencies): Express {
  const publicOrigin = new URL(use.publicUrl).origin;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(headers(use.publicUrl));

  app.get('/assets/*file', (request, response, next) => {
    const asset = use.assets.at(request.path);
    if (!asset) return next();
    response.set('cache-control', `public, max-age=${year}, immutable`).type(asset.type).send(asset.body);
  });

  const wordingFor = (request: Request) =>
    wording(use.languages, chooseLanguage(request.get('accept-language'), use.languageCodes));
  const askingOf = (request: Request): Asking => ({
    token: bearerOf(request),
    requestId: request.get('x-request-id') ?? randomUUID(),
  });

  /** Who reads. A bearer that is no longer good, or an API that cannot say, leaves a reader whom nobody knows. */
  const readerOf = async (asking: Asking): Promise<Me | undefined> => {
    if (!asking.token) return undefined;
    try {
      return await use.api.get('/v1/me', me, asking);
    } catch (error) {
      if (isAppError(error) && ['unauthenticated', 'unavailable', 'not-found'].includes(error.kind)) return undefined;
      throw error;
    }
  };

  const visitOf = async (request: Request): Promise<Visit> => {
    const asking = askingOf(request);
    return {
      params: request.params as Record<string, string>,
      query: new URL(request.originalUrl, publicOrigin).searchParams,
      form: formOf(request),
      here: request.originalUrl,
      words: wordingFor(request),
      me: await readerOf(asking),
      get: (path, schema) => use.api.get(path, schema, asking),
      post: (path, command, schema) => use.api.post(path, command, schema, asking),
      patch: (path, change, schema) => use.api.patch(path, change, schema, asking),
      newKey: randomUUID,
      demo: use.demo,
    };
  };

  const answer = (response: Response, page: Page, reading: { words: Wording; me: Me | undefined; here: string }) => {
    const { words, me: reader, here } = reading;
    response.vary('Accept-Language, Cookie');
    if ('to' in page) {
      if (page.session === 'end') response.clearCookie(sessionCookie, { path: '/' });
      else if (page.session)
        response.cookie(sessionCookie, page.session.token, {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: use.publicUrl.startsWith('https:'),
          expires: new Date(page.session.expiresAt),
        });
      response.set('cache-control', 'no-store').redirect(303, page.to);
      return;
    }
    const shell = shellOf({ page, words, me: reader, here, demo: Boolean(use.demo), feedbackEmail: use.feedbackEmail });
    response
      .status(page.status ?? 200)
      .set('cache-control', reader || page.passing ? 'no-store' : 'no-cache')
      .set('content-language', words.language)
      .type('html')
      .send(use.render(page.view, { ...page.model, ...shell }));
  };

  const ours = (request: Request, _response: Response, next: NextFunction) => {
    const sender = { secFetchSite: request.get('sec-fetch-site'), origin: request.get('origin') };
    next(isFromOurPages(sender, publicOrigin) ? undefined : new Forbidden('The form was not sent from these pages.'));
  };
  const readForm = express.text({ type: 'application/x-www-form-urlencoded', limit: '256kb' });

  for (const { method, path, show } of use.routes)
    app[method](path, ...(method === 'post' ? [ours, readForm] : []), async (request, response) => {
      const visit = await visitOf(request);
      answer(response, await show(visit), visit);
    });
  app.use((_request, _response, next) => next(new NotFound()));

  app.use(async (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const asking = askingOf(request);
    const expected = isAppError(error) && error.kind !== 'broken';
    if (!expected) use.log.error({ err: error, requestId: asking.requestId }, 'a page failed');
    const words = wordingFor(request);
    const reader = await readerOf(asking).catch(() => undefined);
    const seen = { words, me: reader, here: request.originalUrl };
    const page = errorPage(error as AppError | Error, { ...seen, method: request.method, requestId: asking.requestId });
    if (isAppError(error) && error.retryAfterSeconds) response.set('retry-after', String(error.retryAfterSeconds));
    answer(response, page, seen);
  });
  return app;
}
