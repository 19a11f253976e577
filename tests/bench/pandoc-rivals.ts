/**
 * Runs pandoc alone (EPUB), and pandoc with Typst (PDF), on the text of a publication. Typst is its command, or the module of this name
 * in Python, which is the same compiler.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOnPath, timeOf } from './rivals.ts';

const run = promisify(execFile);

/** A program that makes a book of several files. */
export interface BookRival {
  /** With its version. */
  readonly name: string;
  /** Returns the milliseconds for the file in a folder that {@link writeForPandoc} has written. */
  time(folder: string, files: readonly string[]): Promise<number>;
}

/** A program, or why it is not measured. */
export type Found = BookRival | { readonly name: string; readonly missing: string };

const METADATA = ['title=A long book', 'author=A Writer', 'lang=en-GB'].flatMap((one) => ['--metadata', one]);
const COMMON = ['--standalone', '--toc', '--file-scope', '--variable', 'papersize=a4', ...METADATA];

/** pandoc alone. */
export async function findPandoc(): Promise<Found> {
  const version = await pandocVersion();
  if (version === undefined) return { name: 'pandoc', missing: 'not installed: pandoc' };
  return {
    name: version,
    time: (folder, files) => timeOf('pandoc', [...COMMON, '--output=rival.epub', ...files], folder),
  };
}

/** pandoc, whose text Typst sets. */
export async function findPandocAndTypst(): Promise<Found> {
  const [version, typst] = [await pandocVersion(), await findTypst()];
  const name = `${version ?? 'pandoc'} and ${typst?.name ?? 'Typst'}`;
  const absent = [...(version === undefined ? ['pandoc'] : []), ...(typst === undefined ? ['typst'] : [])];
  if (version === undefined || typst === undefined)
    return { name, missing: `not installed: ${absent.join(', ')}` };
  const { stdout } = await run('pandoc', ['--list-output-formats']);
  if (!/^typst$/m.test(stdout)) return { name, missing: 'Typst needs pandoc 3.1.2 or newer' };
  return {
    name,
    time: async (folder, files) =>
      (await timeOf('pandoc', [...COMMON, '--to=typst', '--output=rival.typ', ...files], folder)) +
      (await timeOf(typst.program, [...typst.args, 'rival.typ', 'rival.pdf'], folder)),
  };
}

async function pandocVersion(): Promise<string | undefined> {
  if (!(await isOnPath('pandoc'))) return undefined;
  return (await run('pandoc', ['--version'])).stdout.split('\n')[0];
}

interface Typst {
  readonly name: string;
  readonly program: string;
  /** Before the names of the files. */
  readonly args: readonly string[];
}

const MODULE = 'import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])';

async function findTypst(): Promise<Typst | undefined> {
  if (await isOnPath('typst')) {
    const { stdout } = await run('typst', ['--version']);
    return { name: `Typst ${stdout.split(' ')[1]}`, program: 'typst', args: ['compile'] };
  }
  const asked = ['-c', 'import typst; print(typst.__version__)'];
  return run('python3', asked).then(
    ({ stdout }) => ({ name: `Typst ${stdout.trim()}`, program: 'python3', args: ['-c', MODULE] }),
    () => undefined,
  );
}

/** Writes the chapters as pandoc reads them. Returns their names, in order. */
export async function writeForPandoc(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const chapters = Object.entries(files).filter(([path]) => path.endsWith('.md'));
  await mkdir(folder, { recursive: true });
  for (const [path, text] of chapters) await writeFile(join(folder, path), toPandoc(text));
  return chapters.map(([path]) => path);
}

/** Returns the text with the captions of its tables in pandoc's form. */
export const toPandoc = (text: string): string =>
  text
    .replace(/^:::table\[(.*)\]\n([\s\S]*?)\n:::$/gm, '$2\n\n: $1')
    // A link to a file needs an identifier in it.
    .replace(/^(# .*)$/m, '$1 {#start}')
    .replace(/\]\((chapter-\d+\.md)\)/g, ']($1#start)');
