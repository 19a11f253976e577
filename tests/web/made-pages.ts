/** Makes the web pages of a publication in memory. */
import { expect } from 'vitest';
import { writeWeb } from '../../src/web/write-web.ts';
import { type Files, memoryHost, openWorkbench, readAndRenderAny } from '../support/workbench.ts';

/** Returns the files of a web edition by their names. @param form `site` for one page a chapter, `file` for one of all */
export async function makePages(files: Files, form: 'site' | 'file'): Promise<ReadonlyMap<string, string>> {
  const bench = openWorkbench(memoryHost(files));
  const { book } = await readAndRenderAny(bench);
  expect(book).toBeDefined();
  if (book === undefined) throw new Error('Nothing could be rendered.');
  const edition = { id: form === 'site' ? 'web' : 'html', family: 'web', form, styles: [] } as const;
  const artifacts = await writeWeb(book, edition, bench.context);
  return new Map(
    artifacts.map(({ path, bytes }) => [path.split('/').at(-1) ?? '', new TextDecoder().decode(bytes)]),
  );
}

/** Returns the page of a leaflet with the title `T`. */
export const makePage = async (markdown: string): Promise<string> =>
  (await makePages({ 'text.md': `# T\n\n${markdown}` }, 'site')).get('index.html') ?? '';
