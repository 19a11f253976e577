/** Lists the examples of docs/writing.md: the chapters of docs/examples. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const EXAMPLES = fileURLToPath(new URL('../../../docs/examples', import.meta.url));

export interface Example {
  /** Name of the file without its ending; the picture of the result has the same name. */
  readonly name: string;
  /** Text of the heading. */
  readonly title: string;
  /** The Markdown below the heading. */
  readonly source: string;
  /** Short text files that the example names. */
  readonly files: readonly ExampleFile[];
}

export interface ExampleFile {
  /** Relative to the folder of the examples. */
  readonly path: string;
  readonly text: string;
}

/** A longer file is not shown, only its name in the source. */
const MOST_LINES = 20;
const TEXT_FILE = /\bdata\/[\w-]+\.(?:csv|tsv|py|bib|md|json|ya?ml)\b/g;

/** Returns the examples in the order of the publication. */
export function listExamples(): readonly Example[] {
  const { chapters } = parse(readFileSync(join(EXAMPLES, 'publication.yaml'), 'utf8')) as {
    chapters: readonly string[];
  };
  return chapters.map(readExample);
}

function readExample(file: string): Example {
  const text = readFileSync(join(EXAMPLES, file), 'utf8');
  const [heading = '', ...lines] = text.split('\n');
  const source = lines.join('\n').trim();
  return {
    name: file.replace(/\.md$/, ''),
    title: heading.replace(/^# | \{.*\}$/g, ''),
    source,
    files: listFiles(source),
  };
}

function listFiles(source: string): readonly ExampleFile[] {
  const paths = [...new Set(source.match(TEXT_FILE))].filter((path) => existsSync(join(EXAMPLES, path)));
  return paths
    .map((path) => ({ path, text: readFileSync(join(EXAMPLES, path), 'utf8').trim() }))
    .filter(({ text }) => text.split('\n').length <= MOST_LINES);
}
