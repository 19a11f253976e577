/** Runs other programs that make a PDF of the same text. Those that are not installed are reported as not measured. */
import { execFile } from 'node:child_process';
import { access, constants, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { timed } from './comparison.ts';

const run = promisify(execFile);

/** Folders with the same text as Markdown, and as the HTML that Handpress prints. */
export interface RivalWork {
  readonly content: string;
  readonly documents: string;
}

export interface Rival {
  readonly name: string;
  /** What has to be on the path. */
  readonly programs: readonly string[];
  /** @returns milliseconds for all PDFs of the work */
  time(work: RivalWork): Promise<number>;
}

/** Milliseconds; a program that takes longer is not measured. */
const LIMIT = 300_000;

/** Returns the milliseconds that a program takes. Closes stdin, because md-to-pdf waits for its end. */
export async function timeOf(program: string, args: readonly string[], cwd: string): Promise<number> {
  const work = () => {
    const running = run(program, [...args], { cwd, maxBuffer: 1 << 26, timeout: LIMIT });
    running.child.stdin?.end();
    return running;
  };
  return (await timed(work)).time;
}

async function onlyFile(folder: string, ending: string): Promise<string> {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith(ending)).sort();
  if (name === undefined) throw new Error(`There is no ${ending} in ${folder}.`);
  return name;
}

const overMarkdown = (
  name: string,
  programs: readonly string[],
  argsFor: (file: string) => readonly string[],
): Rival => ({
  name,
  programs,
  time: async ({ content }) => timeOf(programs[0] ?? '', argsFor(await onlyFile(content, '.md')), content),
});

/**
 * The text as the HTML that Handpress prints, in a style that every program understands. Our policy forbids scripts, and paged.js
 * fails on our selectors.
 */
const overHtml = (name: string, program: string, argsFor: (file: string) => readonly string[]): Rival => ({
  name,
  programs: [program],
  time: async ({ documents }) => {
    const file = await onlyFile(documents, '.html');
    const folder = join(documents, '../plain');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, file), plain(await readFile(join(documents, file), 'utf8')));
    return timeOf(program, argsFor(file), folder);
  },
});

const PLAIN = `<style>@page { size: A4; margin: 20mm; @bottom-center { content: counter(page) } }
h1 { break-before: page }</style>`;

export const plain = (html: string): string =>
  html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace(/<style>.*?<\/style>/s, PLAIN)
    .replace(/ style="page: ?[^"]*"/g, '');

const PANDOC = ['pandoc', 'weasyprint'];

export const pandoc = overMarkdown('pandoc and WeasyPrint', PANDOC, (file) => [
  file,
  '--pdf-engine=weasyprint',
  '--output=rival.pdf',
]);
export const mdToPdf = overMarkdown('md-to-pdf', ['md-to-pdf'], (file) => [file]);
export const vivliostyle = overHtml('Vivliostyle', 'vivliostyle', (file) => [
  'build',
  file,
  '-o',
  'rival.pdf',
]);
export const pagedJs = overHtml('paged.js', 'pagedjs-cli', (file) => [file, '-o', 'rival.pdf']);

const MAKEFILE = `PDFS = $(patsubst %.md,%.rival.pdf,$(wildcard *.md))
all: $(PDFS)
%.rival.pdf: %.md
\tpandoc $< --pdf-engine=weasyprint --output=$@
`;

export const pandocByMake: Rival = {
  name: 'make -j2 over pandoc and WeasyPrint',
  programs: ['make', ...PANDOC],
  time: async ({ content }) => {
    await writeFile(join(content, 'Makefile.rival'), MAKEFILE);
    return timeOf('make', ['-B', '-j2', '-f', 'Makefile.rival'], content);
  },
};

/** Whether all its programs are on the path. */
export async function isInstalled({ programs }: Rival): Promise<boolean> {
  return (await Promise.all(programs.map(isOnPath))).every(Boolean);
}

export async function isOnPath(program: string): Promise<boolean> {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) =>
    access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
}
