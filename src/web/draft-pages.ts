/** Reads the pages of a finished web edition: each must show the draft mark. */
import type { Artifact } from '../core/model/artifact.ts';
import type { Design } from '../core/model/design.ts';
import type { WebEdition } from '../core/model/edition.ts';
import { type DraftPage, isolatePage } from '../core/screen/draft-page.ts';

/** All files of `templates/web/`. */
export const TEMPLATES = ['page', 'contents', 'entries', 'search'].map((name) => `web/${name}.html`);
const STYLES = ['epub.css', 'epub-narrow.css', 'web.css'];

/**
 * Finds the templates and styles of these pages that the project replaces or adds. If there are any, only a browser can
 * determine which text is visible.
 */
export async function findChangedWebFiles(
  design: Design,
  { styles }: WebEdition,
): Promise<readonly string[]> {
  const changed = await Promise.all([
    design.findOverrides('styles', [...STYLES, ...styles]),
    design.findOverrides('templates', TEMPLATES),
  ]);
  return changed.flat();
}

/** @param artifacts all files of the edition; the first page explains the mark */
export function readWebDraftPages(artifacts: readonly Artifact[]): readonly DraftPage[] {
  const style = artifacts.find(({ mediaType }) => mediaType === 'text/css')?.bytes ?? new Uint8Array();
  return artifacts
    .filter(({ mediaType }) => mediaType === 'text/html')
    .map(({ path, bytes }, index) => {
      const html = new TextDecoder().decode(bytes);
      return {
        file: path.split('/').at(-1) ?? path,
        text: readText(html),
        explains: index === 0,
        toHtml: () => isolatePage(html, style),
      };
    });
}

/** Comments, elements that are never shown with their content, and tags. */
const NO_TEXT = /<!--[\s\S]*?-->|<(head|noscript|script|style|template|title)\b[\s\S]*?<\/\1\s*>|<[^>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#34': '"',
  '#39': "'",
};

/** Returns the text of a page. It is not parsed, because a page may be as long as a book. */
const readText = (html: string): string =>
  html.replace(NO_TEXT, '').replace(/&([a-z]+|#\d+);/g, (all, name: string) => ENTITIES[name] ?? all);
