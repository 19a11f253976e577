/** A parsed chapter as a step that is kept: of a book in which one chapter has changed, the others are not parsed again. */
import type { Root } from 'mdast';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Source } from '../../core/source-location.ts';
import { keptBytes } from '../../runtime/cached-step.ts';
import { type Parsed, parseChapter, withFrontMatter } from './chapter.ts';

/** A tree is nothing but objects, lists, texts and numbers. */
interface KeptChapter {
  readonly tree: Root;
  readonly problems: readonly Diagnostic[];
}

/** What cannot be parsed is not kept: why may lie in the machine, as how deep its stack is. */
class Unparsed extends Error {}

/** @returns as {@link parseChapter}, with its diagnostics */
export async function parseChapterOnce(
  source: Source,
  { steps, report }: Pick<Context, 'steps' | 'report'>,
): Promise<Parsed | undefined> {
  if (steps === undefined) return parseChapter(source, report);
  const { promise: parsed, resolve } = Promise.withResolvers<Parsed>();
  let isParsed = false;
  const make = async (): Promise<Uint8Array> => {
    const problems: Diagnostic[] = [];
    const now = parseChapter(source, both(report, problems));
    if (now === undefined) throw new Unparsed();
    isParsed = true;
    resolve(now);
    return encode({ tree: now.tree, problems });
  };
  const kept = keptBytes(steps, 'chapter', [source.path, source.text], make);
  const restored = kept.then(({ bytes }) => (isParsed ? parsed : decode(bytes, source, report)));
  try {
    // Whoever parsed it need not wait until it is on the disk.
    return await Promise.race([parsed, restored]);
  } catch (error) {
    if (error instanceof Unparsed) return undefined;
    throw error;
  }
}

const both =
  (report: Report, problems: Diagnostic[]): Report =>
  (problem) => {
    problems.push(problem);
    report(problem);
  };

const encode = (chapter: KeptChapter): Uint8Array => new TextEncoder().encode(JSON.stringify(chapter));

function decode(bytes: Uint8Array, source: Source, report: Report): Parsed {
  const { tree, problems } = JSON.parse(new TextDecoder().decode(bytes)) as KeptChapter;
  for (const problem of problems) report(problem);
  return withFrontMatter(tree, source);
}
