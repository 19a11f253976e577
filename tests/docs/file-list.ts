/** The list of all source files in `src/README.md`: for each folder its files, with the first sentence of their head comments. */
import { posix } from 'node:path';
import type { GeneratedSection } from './generated-section.ts';
import { listProjectFiles, readProjectFile } from './project-files.ts';

export function fileListSection(): readonly GeneratedSection[] {
  const byFolder = Map.groupBy(sourceFiles(), (file) => posix.dirname(file));
  const folders = [...byFolder].sort(([one], [other]) => (one < other ? -1 : 1));
  const text = folders.map(([folder, files]) => `### \`${folder}/\`\n\n${files.map(listEntry).join('\n')}`);
  return [{ page: 'src/README.md', name: 'files', text: text.join('\n\n') }];
}

export const sourceFiles = (): readonly string[] =>
  listProjectFiles('src').filter((file) => file.endsWith('.ts'));

function listEntry(file: string): string {
  const sentence = firstSentence(readProjectFile(file));
  return `- \`${posix.basename(file)}\`${sentence === undefined ? '' : `: ${escapeTags(sentence)}`}`;
}

/** GitHub would take `<name>` outside of code for HTML. */
function escapeTags(sentence: string): string {
  return sentence.replace(/`[^`]*`|</g, (match) => (match === '<' ? '&lt;' : match));
}

/** A doc comment at the head of a file, after `#!`. */
const HEAD_COMMENT = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//;

/**
 * Returns the first sentence of the doc comment with which a file opens, in one line, without an address at its end.
 * @returns `undefined` where the file opens in another way, or the comment has no whole sentence
 */
export function firstSentence(source: string): string | undefined {
  const comment = HEAD_COMMENT.exec(source)?.[1];
  if (comment === undefined) return undefined;
  const text = comment
    .replace(/^[ \t]*\*[ \t]?/gm, '')
    .replace(/\{@link ([^}]+)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .replace(/:? https?:\/\/\S+ ?$/, '.')
    .trim();
  return SENTENCE.exec(text)?.[0];
}

/** Up to the first mark that ends a sentence; those in code and in abbreviations do not. */
const SENTENCE = /^(?:`[^`]*`|\b(?:e\.g|i\.e|vs|cf)\.|[^`])*?[.?!](?= |$)/;
