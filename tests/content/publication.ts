/** Reads the texts of the first publication: its chapters, its drawings, and the diary. */
import { readdir, readFile } from 'node:fs/promises';

export const FOLDER = new URL('../../content/ketamine-and-migraine/', import.meta.url);

export interface Chapter {
  readonly name: string;
  /** The Markdown without its front matter. */
  readonly text: string;
}

const withoutFrontMatter = (text: string): string => text.replace(/^---.*?\n---\n/s, '');

export async function readChapters(): Promise<readonly Chapter[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      text: withoutFrontMatter(await readFile(new URL(name, FOLDER), 'utf8')),
    })),
  );
}

export async function readDiary(): Promise<Chapter> {
  const name = '../migraine-diary.md';
  return {
    name: 'migraine-diary.md',
    text: withoutFrontMatter(await readFile(new URL(name, FOLDER), 'utf8')),
  };
}

/** Returns the contents of the containers of a name (`:::urgent`), in their order. */
export function containers(markdown: string, name: string): readonly string[] {
  const found = markdown.matchAll(new RegExp(`^:::${name}(?:\\[.*?\\])?\\n(.*?)^:::$`, 'gms'));
  return [...found].map(([, content]) => (content ?? '').trim());
}

/** Returns the words of a text in small letters, one space between them, without marks and citations. */
export function plainWords(text: string): string {
  return text
    .replace(/\[@[^\]]*\]|\[\^\w+\]/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
