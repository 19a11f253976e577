/** Replaces commands of LaTeX in fields that the library for BibTeX would leave on the page. */
// cspell:disable
const COMMANDS: Readonly<Record<string, string>> = {
  LaTeX: 'LaTeX',
  LaTeXe: 'LaTeX2e',
  TeX: 'TeX',
  BibTeX: 'BibTeX',
  XeTeX: 'XeTeX',
  LuaTeX: 'LuaTeX',
  ldots: '…',
  dots: '…',
  textellipsis: '…',
  textendash: '–',
  textemdash: '—',
  textquoteright: '’',
  textquoteleft: '‘',
  textquotedblleft: '“',
  textquotedblright: '”',
  textasciitilde: '∼',
  textbackslash: '∖',
  textregistered: '®',
  texttrademark: '™',
  textcopyright: '©',
  textdegree: '°',
  textgreater: '>',
  textless: '<',
  textunderscore: '_',
  slash: '/',
  newblock: '',
  relax: '',
  protect: '',
};
// cspell:enable

/** A command, with the braces or the space after it. */
const COMMAND = /\\(?<name>[A-Za-z]{1,30})(?:\{\}|[ ]+|(?![A-Za-z]))/g;
/** Spaces and breaks of one character: `\,`, `\ `, `\-`, `\/`, `\\`. */
const SPACES = /\\(?:(?<thin>,)|(?<hyphen>[-/])|(?<other>[ \\;:]))/g;
/** Commands that only sort, or are for the printed page: `\noopsort{1980a}`. */
const SORTING = /\\(?:noopsort|SortNoop|hspace|vspace)\*?\{[^{}]*\}/g;
/** Commands whose argument is the text: `\mbox{x}`, `\uppercase{x}`. */
const BOXES = /\\(?:mbox|hbox|text|textnormal|lowercase|uppercase|nobreakdash|mathrm)(?=\{)/g;

/** Replaces what is known in a field; other commands are the library's. */
export const replaceCommands = (value: string): string =>
  value.includes('\\')
    ? value
        .replace(SORTING, '')
        .replace(BOXES, '')
        .replace(SPACES, (_, thin?: string, hyphen?: string) =>
          thin !== undefined ? '~' : hyphen !== undefined ? '' : ' ',
        )
        .replace(COMMAND, (written: string, name: string) => COMMANDS[name] ?? written)
    : value;
