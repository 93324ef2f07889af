import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { type Assets, govukFolder } from './assets.ts';

/** A page's template with its model, as HTML. */
export type Render = (view: string, model: object) => string;

/** Templates are compiled once and escape by default; `views` is looked up before govuk-frontend's components. */
export function loadTemplates(views: string, assets: Assets): Render {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([views, join(govukFolder(), '..')], { noCache: false, watch: false }),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  );
  environment.addGlobal('asset', assets.url);
  return (view, model) => environment.render(`${view}.njk`, model);
}
