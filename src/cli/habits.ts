/**
 * Translates options of other programs that make books of Markdown (pandoc, md-to-pdf, Vivliostyle, mdBook, Quarto). Where
 * the meaning is plain, the option is taken; else the problem says what to do here.
 */
import { type Diagnostic, diagnostic } from '../core/diagnostics/diagnostic.ts';

/** Arguments in the spelling of Handpress. */
export interface TranslatedArguments {
  readonly args: readonly string[];
  /** `option-needless` for each option that has no effect here. */
  readonly notes: readonly Diagnostic[];
  /** `option-unknown` and `option-wrong` for options that mean something that Handpress does in another way. */
  readonly problems: readonly Diagnostic[];
}

/** What becomes of an option. */
interface Habit {
  readonly names: readonly string[];
  /** Whether a value follows. */
  readonly hasValue?: true;
  /** Returns the arguments that mean the same here; `undefined` if there are none for this value. */
  readonly translate?: (value: string) => readonly string[] | undefined;
  /** Why the option can be left out. */
  readonly reason?: string;
  /** What to do here, where the option cannot be taken. */
  readonly advice?: string;
  /** Whether Handpress has the option, too, for other values. */
  readonly isOurs?: true;
}

const MARKDOWN = /^(?:markdown|gfm|commonmark|md|myst|rmarkdown|qmd)/i;

const FORMATS: ReadonlyMap<string, readonly string[]> = new Map([
  ['pdf', ['--pdf']],
  ['epub', ['--epub']],
  ['epub3', ['--epub']],
  ['html', ['--edition', 'html']],
  ['html5', ['--edition', 'html']],
]);

const toFormat = (value: string): readonly string[] | undefined => FORMATS.get(value.toLowerCase());

const METADATA =
  'Write it into the front matter of the text, as in `title: Fever`; `docs/settings.md` has the keys.';
const LOOK =
  'Sizes, margins and fonts are those of an edition: `--edition a5`; `docs/editions.md` shows how to add one.';
const VIEWER =
  '`build --watch` makes the files again on each save; open one in a viewer that loads it again.';

const COLORS = 'the look of code comes from `styles/code.css`, and a project can have its own';

const HABITS: readonly Habit[] = [
  {
    names: ['-f', '--from', '-r', '--read'],
    hasValue: true,
    translate: (value) => (MARKDOWN.test(value) ? [] : undefined),
    advice: 'Handpress reads Markdown only.',
  },
  {
    names: ['-t', '--to', '--write'],
    hasValue: true,
    translate: toFormat,
    advice: 'Handpress makes PDF, EPUB and HTML: `--pdf`, `--epub`, `--edition html`, or another edition.',
  },
  { names: ['--format'], hasValue: true, translate: toFormat, isOurs: true },
  {
    names: ['--output-dir', '--dest', '--dest-dir', '-d'],
    hasValue: true,
    translate: (value) => ['--out', value],
  },
  {
    names: ['-c', '--style', '--stylesheet'],
    hasValue: true,
    translate: (value) => ['--css', value],
  },
  {
    names: ['--toc', '--table-of-contents'],
    reason: 'a book and an e-book always have their contents, and a handout has none',
  },
  {
    names: ['--toc-depth'],
    hasValue: true,
    advice: 'Write `contents-depth` into `publication.yaml` or the front matter.',
  },
  {
    names: ['--top-level-division', '--split-level', '--epub-chapter-level'],
    hasValue: true,
    advice: 'Write `chapter-level` into the front matter.',
  },
  {
    names: ['-s', '--standalone', '--self-contained', '--embed-resources'],
    reason: 'each file has everything in it',
  },
  {
    names: ['--pdf-engine', '--latex-engine'],
    hasValue: true,
    reason: 'Handpress prints with Chromium; `--browser` names another one',
  },
  { names: ['--pdf-engine-opt'], hasValue: true, reason: 'Handpress prints with Chromium' },
  {
    names: ['--syntax-highlighting'],
    hasValue: true,
    translate: (value) => (value === 'none' ? ['--no-highlight'] : undefined),
    reason: COLORS,
  },
  { names: ['--highlight-style'], hasValue: true, reason: COLORS },
  { names: ['--listings'], reason: COLORS },
  { names: ['-M', '--metadata'], hasValue: true, advice: METADATA },
  { names: ['--title', '--author', '--language', '--lang'], hasValue: true, advice: METADATA },
  { names: ['-V', '--variable', '--pdf-options'], hasValue: true, advice: LOOK },
  { names: ['--size', '--page-size', '--paper', '--margin'], hasValue: true, advice: LOOK },
  {
    names: ['--template', '--theme'],
    hasValue: true,
    advice: 'Put your styles and templates into the project; see `docs/look.md`.',
  },
  { names: ['--preview', '--serve', '--open', '--server', '-p'], advice: VIEWER },
  {
    names: ['-N', '--number-sections'],
    advice: 'Write `number-sections: true` into the front matter or into publication.yaml.',
  },
];

const BY_NAME = new Map(HABITS.flatMap((habit) => habit.names.map((name) => [name, habit] as const)));

/**
 * Translates the arguments.
 * @param argv arguments that are wrong for Handpress
 * @param hasOption returns whether the command has an option of this name
 */
export function translateHabits(
  argv: readonly string[],
  hasOption: (name: string) => boolean,
): TranslatedArguments {
  const args: string[] = [];
  const notes: Diagnostic[] = [];
  const problems: Diagnostic[] = [];
  const rest = [...argv];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const { name, attached } = splitArgument(argument);
    const habit = BY_NAME.get(name);
    if (habit === undefined || (hasOption(name) && !habit.isOurs)) {
      args.push(argument);
      continue;
    }
    const value = habit.hasValue ? (attached ?? rest.shift() ?? '') : '';
    const translated = translateOption(name, value, habit);
    if (translated !== undefined) args.push(...translated);
    else if (habit.reason === undefined) problems.push(refuse(name, habit));
    else notes.push(diagnostic('option-needless', { option: name, reason: habit.reason }));
  }
  return { args, notes, problems };
}

interface SplitArgument {
  readonly name: string;
  /** What follows `=`. */
  readonly attached?: string | undefined;
}

function splitArgument(argument: string): SplitArgument {
  if (!argument.startsWith('--')) return { name: argument };
  const [name = '', attached] = argument.split(/=(.*)/s, 2);
  return { name, attached };
}

const translateOption = (name: string, value: string, habit: Habit): readonly string[] | undefined =>
  habit.translate?.(value) ?? (habit.isOurs ? [name, value] : undefined);

const refuse = (option: string, { advice }: Habit): Diagnostic =>
  diagnostic('option-unknown', { option, ...(advice !== undefined && { advice }) });
