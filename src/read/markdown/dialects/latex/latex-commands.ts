/** Lists the commands of LaTeX that people write in Markdown, by what becomes of them. */
import type { ReferenceForm } from '../../../../core/tree/number-reference.ts';

// The names of commands are no words. cspell:disable

/** Elements of the words in braces; without an element, the words alone stay. */
export const WORD_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['textbf', 'strong'],
  ['emph', 'em'],
  ['textit', 'em'],
  ['textsl', 'em'],
  ['underline', 'u'],
  ['texttt', 'code'],
  ['textsuperscript', 'sup'],
  ['textsubscript', 'sub'],
  ['sout', 's'],
  ['enquote', 'q'],
  ['chapter', 'strong'],
  ['section', 'strong'],
  ['subsection', 'strong'],
  ['subsubsection', 'strong'],
  ['caption', ''],
  ...['textsc', 'textrm', 'textsf', 'textmd', 'textup', 'textnormal', 'mbox', 'fbox', 'centerline'].map(
    (name) => [name, ''] as const,
  ),
]);

/** Commands for notes in the margin, also of the class `tufte-book`. */
export const SIDE_NOTE_COMMANDS: ReadonlySet<string> = new Set(['marginpar', 'marginnote', 'sidenote']);

export const NOTE_COMMANDS: ReadonlySet<string> = new Set(['footnote', 'thanks']);

/**
 * Commands of natbib and biblatex whose braces hold the keys of sources. Of two options the first is the words before the
 * keys; one is those after them.
 */
export const CITE =
  /\\(?<name>[Cc]ite|[Cc]itep|[Cc]itet|[Pp]arencite|[Tt]extcite|[Aa]utocite|[Ff]ootcite|citeyearpar)\*?(?:\[(?<first>[^[\]\n]{0,100})\])?(?:\[(?<second>[^[\]\n]{0,100})\])?\{(?<keys>[^{}\n]{1,300})\}/;

/** How the commands of references are written out. */
export const REFERENCE_FORMS: ReadonlyMap<string, ReferenceForm> = new Map([
  ['ref', 'number'],
  ['eqref', 'bracketed'],
  ['autoref', 'name'],
  ['cref', 'name'],
  ['Cref', 'name'],
  ['vref', 'name'],
  ['nameref', 'title'],
]);

/** A reference by number, with the space before it that no line ends at. */
export const REFERENCE = new RegExp(
  `(~)?\\\\(${[...REFERENCE_FORMS.keys()].join('|')})\\*?\\{([^{}\\n]{1,300})\\}`,
  'g',
);

/** A mark of an index; the name of makeidx for another index is in brackets. */
export const INDEX =
  /\\(?:index|sindex)(?:\[([^[\]\n]{1,60})\])?\{((?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]{0,100}\}){0,200}\}){1,300})\}/g;

export const PICTURE = /\\includegraphics\*?(?:\[([^[\]\n]{0,200})\])?\{([^{}\n]{1,300})\}/;

/** Commands that are a character. */
export const CHARACTER_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['LaTeX', 'LaTeX'],
  ['TeX', 'TeX'],
  ['ldots', '…'],
  ['dots', '…'],
  ['textbackslash', '\\'],
  ['textasciitilde', '~'],
  ['textregistered', '®'],
  ['texttrademark', '™'],
  ['copyright', '©'],
  ['textdegree', '°'],
  ['textendash', '–'],
  ['textemdash', '—'],
  ['quad', '\u2003'],
]);

/** Commands for the page or the program, with their arguments. */
const WITH_ARGUMENTS =
  'begin end vspace hspace label pagestyle thispagestyle usepackage documentclass setcounter addtocounter setlength ' +
  'addtolength addcontentsline input includepdf bibliography bibliographystyle pagenumbering fontsize linespread color ' +
  'definecolor newcommand renewcommand markboth markright vskip hypersetup geometry captionsetup nocite';
const ALONE =
  'noindent indent bigskip medskip smallskip centering raggedright raggedleft hfill vfill maketitle tableofcontents ' +
  'listoffigures listoftables frontmatter mainmatter backmatter appendix phantomsection newline linebreak hrulefill ' +
  'dotfill printbibliography printindex normalsize small footnotesize scriptsize tiny large Large LARGE huge Huge bfseries ' +
  'itshape scshape singlespacing doublespacing onehalfspacing selectfont sloppy hline toprule midrule bottomrule item';

const anyOf = (names: string): string => `(?:${names.replaceAll(' ', '|')})`;

/** A command begins after no letter, so that `dir\small` is a path. */
const BEFORE = '(?<![\\w:.\\\\\\0])';

/** What is left out, with the spaces after it. */
export const LEFT_OUT = new RegExp(
  `${BEFORE}\\\\(?:${anyOf(WITH_ARGUMENTS)}\\*?(?:\\[[^[\\]\\n]{0,200}\\])?(?:\\{[^{}\\n]{0,300}\\}){1,4}(?:\\[[^[\\]\\n]{0,100}\\])?|${anyOf(ALONE)}(?:\\{\\})?(?![A-Za-z\\\\{\\d_.]))[ \\t]*`,
  'g',
);

export const CHARACTER = new RegExp(
  `(?<![:.\\\\\\0])\\\\(${[...CHARACTER_COMMANDS.keys()].join('|')})(?:\\{\\}|(?![A-Za-z\\\\{]))`,
  'g',
);

/** The opening brace of a command with words, and all other braces. */
export const BRACES = new RegExp(
  `\\\\(?:${[...WORD_COMMANDS.keys(), ...NOTE_COMMANDS, ...SIDE_NOTE_COMMANDS].join('|')})\\*?(?:\\[[^[\\]\\n]{0,100}\\])?\\{|\\\\textcolor\\{[\\w!]{1,30}\\}\\{|[{}]`,
  'g',
);

/** Environments that are formulas. */
export const MATH = 'align|alignat|aligned|equation|gather|multline|eqnarray|displaymath|math|flalign';
/** Environments whose content is not Markdown. */
export const LISTINGS =
  'verbatim|Verbatim|lstlisting|minted|tabular|tabularx|longtable|tikzpicture|algorithmic|comment';
