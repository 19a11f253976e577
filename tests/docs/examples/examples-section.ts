/** Writes the examples of docs/writing.md: each as its source and as a picture of the result. */
import type { GeneratedSection } from '../generated-section.ts';
import { type Example, listExamples } from './example-list.ts';
import { readShown, WHOLE_EXAMPLES, type WholeExample } from './whole-examples.ts';

/** Width of a picture on the page, in CSS pixels. */
const WIDTH = 420;

export const examplesSections = (): readonly GeneratedSection[] => [
  { page: 'docs/writing.md', name: 'examples', text: listExamples().map(writeExample).join('\n\n') },
  { page: 'docs/writing.md', name: 'example books', text: WHOLE_EXAMPLES.map(writeWhole).join('\n\n') },
];

function writeWhole({ name, title, files, width }: WholeExample): string {
  const shown = files.map((file) => {
    const language = file.endsWith('.md') ? 'markdown' : 'yaml';
    return `\`${file}\`:\n\n${fence(readShown(file), language)}`;
  });
  const picture = `<img src="pictures/examples/${name}.png" alt="${title}: the pages." width="${width}">`;
  return [`### ${title}`, ...shown, picture].join('\n\n');
}

function writeExample({ name, title, source, files }: Example): string {
  const shown = files.map(({ path, text }) => `\`${path}\`:\n\n${fence(text, path.replace(/^.*\./, ''))}`);
  const picture = `<img src="pictures/examples/${name}.png" alt="${title}: the result on a page." width="${WIDTH}">`;
  return [`### ${title}`, fence(source, 'markdown'), ...shown, picture].join('\n\n');
}

/** Fences a text with more marks than it has in a row. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((marks) => marks.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${text}\n${marks}`;
}
