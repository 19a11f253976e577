/** Checks what a project changes of the design of web pages. */
import type { Context } from '../core/model/context.ts';
import type { WebEdition } from '../core/model/edition.ts';
import { buildWebStyle } from './stylesheet.ts';

/** Reports what a build would report about the project's own styles. */
export async function checkWebDesign(edition: WebEdition, context: Context): Promise<void> {
  await buildWebStyle(edition.styles, undefined, context);
}
