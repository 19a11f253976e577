/**
 * The table of all commands and options. The command line, its help, the validation of programs' options and the pages
 * `docs/command.md` and `docs/api.md` come from it.
 */
import * as kinds from './option-kinds.ts';

export const COMMANDS = {
  build: {
    operands: '[input...]',
    help: 'make every edition of the publications',
    function: 'build',
  },
  check: {
    operands: '[input...]',
    help: 'report the problems of the content, write nothing',
    function: 'check',
  },
  import: {
    operands: '<file.docx> [folder]',
    help: 'make a publication of a Word document',
    function: 'importDocument',
  },
  'manifest merge': {
    operands: '<folder...>',
    help: 'join the output folders of a build that --shard divided',
    function: 'mergeManifests',
  },
  'cache clear': {
    operands: '',
    help: 'remove all cached results',
    function: 'clearCache',
  },
} as const satisfies Record<string, Command>;

/** Commands of the command line alone. */
export const SHELL_COMMANDS = {
  init: { operands: '[folder]', help: 'write a new publication that can be built at once' },
  keys: { operands: '[folder]', help: 'write a pair of keys for a shared cache' },
  trust: { operands: '', help: 'let the plugins of the project run from now on, until their code changes' },
  worker: { operands: '', help: 'print for the builds of other machines, from a queue, until it is ended' },
  doctor: { operands: '', help: 'examine what this machine can build, and what is missing' },
  help: { operands: '[command]', help: 'show this help, or that of a command' },
  completion: { operands: '', help: 'print a script that completes commands and options in bash' },
} as const;

interface Command {
  /** Arguments that are no options, as the help shows them. */
  readonly operands: string;
  readonly help: string;
  /** Name of the function that does the same for programs. */
  readonly function: string;
}

export type CommandName = keyof typeof COMMANDS;

export type ShellCommandName = keyof typeof SHELL_COMMANDS;

export interface Option {
  readonly kind: kinds.OptionKind<unknown, unknown>;
  /** Commands that have the option, and so the functions that have it. */
  readonly commands: readonly (CommandName | ShellCommandName)[];
  /** Name on the command line, without `--`. Absent: the option is for programs, or its values are operands. */
  readonly flag?: string;
  readonly short?: string;
  /** Whether the values are the operands of the command. */
  readonly isOperands?: true;
  /** The value in the help: `<folder>`; absent for flags. */
  readonly value?: string;
  /** Whether the flag may be given several times; its values are a list. */
  readonly isMultiple?: true;
  /** For the help: a phrase without Markdown, or several sentences. */
  readonly help?: string;
  /** What is used if the option is not given, for the help. */
  readonly default?: string;
  /** For programs: Markdown, the doc comment of the type without its last clause; absent: the command line alone has it. */
  readonly doc?: string;
  /** What is used if a program does not give the option, in Markdown. */
  readonly docDefault?: string;
  /** Whether a program has to give it. */
  readonly isRequired?: true;
  /** Name that programs used for it before; still read. */
  readonly formerName?: string;
}

const ALL = ['build', 'check', 'import', 'manifest merge', 'cache clear'] as const;
/** Commands that read content or write files, and report on it. */
const REPORTING = ['build', 'check', 'import', 'manifest merge'] as const;

/** By property: of the options of a program, else of what {@link readArguments} returns. In the order of the help. */
export const OPTIONS = {
  inputs: {
    kind: kinds.listOf('publications, folders or Markdown files'),
    commands: ['build', 'check'],
    isOperands: true,
    doc: 'Markdown files, folders or names of publications, relative to the root.',
    docDefault: 'all of `content/`',
    formerName: 'what',
  },
  text: {
    kind: kinds.markdownText,
    commands: ['build'],
    doc: 'A text in Markdown, in place of `inputs`. Its images and links are looked for from the root.',
    docDefault: 'none',
  },
  bytes: {
    kind: kinds.flag,
    commands: ['build'],
    doc: 'Whether the files of the result have their `bytes`. Without `out` and `file`, nothing is written then.',
    docDefault: '`true` with `text`, if neither `out` nor `file` is given; else `false`',
  },
  document: {
    kind: kinds.path,
    commands: ['import'],
    isOperands: true,
    doc: 'A Word document (`.docx`), relative to the root.',
    isRequired: true,
  },
  folder: {
    kind: kinds.path,
    commands: ['import'],
    isOperands: true,
    doc: 'Folder of the new publication, relative to the root.',
    docDefault: 'named after the document, in `content/` if there is one',
  },
  parts: {
    kind: kinds.partFolders,
    commands: ['manifest merge'],
    isOperands: true,
    doc: 'Output folders of all parts of a build, relative to the root.',
    isRequired: true,
  },
  root: {
    kind: kinds.path,
    commands: [...ALL, 'doctor', 'trust'],
    flag: 'root',
    value: '<folder>',
    help: 'folder of the project',
    default: 'the current folder',
    doc: 'Folder of the project.',
    docDefault: 'the current folder',
  },
  out: {
    kind: kinds.folder,
    commands: ['build', 'manifest merge', 'doctor'],
    flag: 'out',
    value: '<folder>',
    help: 'folder for the files',
    default: 'dist in the project',
    doc: 'Folder for the files, relative to the root.',
    docDefault: '`dist`',
  },
  file: {
    kind: kinds.bookFile,
    commands: ['build'],
    doc: 'The one file to make, `.pdf`, `.epub` or `.html`, relative to the root, in place of a folder.',
    docDefault: 'none',
  },
  output: {
    kind: kinds.path,
    commands: ['build'],
    flag: 'output',
    short: 'o',
    value: '<path>',
    help: 'the one file to make (.pdf, .epub or .html), or a folder as with --out',
  },
  editions: {
    kind: kinds.editionNames,
    commands: ['build'],
    flag: 'edition',
    value: '<name>',
    isMultiple: true,
    help: 'edition to make: book, handouts, epub, epub-compatible, web, html, all, or one such as a5 or book-a4; several with commas, or the option several times',
    default: 'all that a publication has',
    doc: 'Names of editions, such as `book-a4`, `a5` or `epub`.',
    docDefault: 'all that a publication has',
  },
  only: {
    kind: kinds.oneOf('pdf', 'epub', 'html'),
    commands: ['build'],
    doc: 'Only PDF files, only e-books, of the editions that are made without it; or only the web edition in one file.',
    docDefault: 'PDF files and e-books',
  },
  pdf: { kind: kinds.flag, commands: ['build'], flag: 'pdf', help: 'make no e-books' },
  epub: { kind: kinds.flag, commands: ['build'], flag: 'epub', help: 'make e-books only' },
  styles: {
    kind: kinds.styleSheets,
    commands: ['build'],
    flag: 'css',
    value: '<file>',
    isMultiple: true,
    help: 'style sheet in the project that is added to all editions of this build; may be given several times',
    doc: 'Style sheets in the project, relative to the root, that are added to all editions.',
    docDefault: 'none',
  },
  watch: {
    kind: kinds.flag,
    commands: ['build'],
    flag: 'watch',
    short: 'w',
    help: 'build again on every save, until Ctrl+C',
  },
  duplex: {
    kind: kinds.oneOf('long', 'short'),
    commands: ['build'],
    flag: 'duplex',
    value: '<edge>',
    help: 'edge over which the printer turns the sheets of booklets: long or short',
    default: 'short',
    doc: 'The edge over which the printer turns the sheets of booklets.',
    docDefault: "`'short'`",
  },
  proof: {
    kind: kinds.flag,
    commands: ['build'],
    flag: 'proof',
    help: "write a picture of each file's pages beside it (x.proof.png); of an e-book some screens, as a reading system shows them",
    doc: 'Whether each file gets a picture of its pages beside it (`x.proof.png`). A build without it removes earlier pictures.',
    docDefault: '`false`',
  },
  cache: {
    kind: kinds.cacheFolder,
    commands: ['build', 'cache clear', 'doctor'],
    flag: 'cache',
    value: '<folder>',
    help: 'folder for cached results',
    default: 'handpress/builds in your own cache folder',
    doc: 'Whether results are cached, and cached results are used; or the folder for them, relative to the root.',
    docDefault: "`true`, in the user's own cache folder",
  },
  noCache: {
    kind: kinds.flag,
    commands: ['build'],
    flag: 'no-cache',
    help: 'neither use cached results nor cache new ones',
  },
  sharedCache: {
    kind: kinds.address,
    commands: ['build', 'worker'],
    flag: 'shared-cache',
    value: '<address>',
    help: 'address of a cache that several machines share (docs/shared-cache.md)',
    default: 'the variable HANDPRESS_SHARED_CACHE, else none',
    doc: 'Address of a cache that several machines share (`docs/shared-cache.md`).',
    docDefault: 'the variable `HANDPRESS_SHARED_CACHE`, else none',
  },
  sharedCacheKey: {
    kind: kinds.folder,
    commands: ['build', 'worker'],
    flag: 'shared-cache-key',
    value: '<file>',
    help: 'file with the public keys of those whose results are used',
    default: 'the variable HANDPRESS_SHARED_CACHE_KEY',
    doc: 'File with the public keys of those whose results are used, relative to the root.',
    docDefault: 'the variable `HANDPRESS_SHARED_CACHE_KEY`',
  },
  sharedCacheWrite: {
    kind: kinds.flag,
    commands: ['build'],
    flag: 'shared-cache-write',
    help: 'share results in runs for pull requests, too',
    doc: 'Whether results are shared in runs for pull requests, too.',
    docDefault: '`false`',
  },
  queue: {
    kind: kinds.queue,
    commands: ['build', 'worker'],
    flag: 'queue',
    value: '<address>',
    help: 'address of a queue in Redis, through which workers on other machines print (docs/fleet.md)',
    default: 'the variable HANDPRESS_QUEUE, else none',
    doc: 'Address of a queue in Redis, through which workers on other machines print (`docs/fleet.md`).',
    docDefault: 'the variable `HANDPRESS_QUEUE`, else none',
  },
  browser: {
    kind: kinds.path,
    commands: ['build', 'doctor', 'worker'],
    flag: 'browser',
    value: '<path>',
    help: 'Chrome or Chromium to print with',
    default: 'the first one found',
    doc: 'Path of a Chrome or Chromium.',
    docDefault: 'the first one found',
  },
  jobs: {
    kind: kinds.jobCount,
    commands: ['build', 'worker'],
    flag: 'jobs',
    value: '<number>',
    help: 'documents printed at once',
    default: 'one for each core, 4 at most',
    doc: 'How many documents are printed at once.',
    docDefault: 'one for each core, 4 at most',
  },
  changedSince: {
    kind: kinds.commit,
    commands: ['build', 'check'],
    flag: 'changed-since',
    value: '<commit>',
    help: 'only publications changed since the merge base with this branch, tag or commit, including uncommitted changes',
    doc: 'A branch, tag or commit of git: only publications changed since the merge base with it, including uncommitted changes.',
    docDefault: 'all publications',
  },
  shard: {
    kind: kinds.shard,
    commands: ['build', 'check'],
    flag: 'shard',
    value: '<i>/<n>',
    help: 'part i of n, for a build on n machines; join the parts with manifest merge <folder...> --out <folder>',
    doc: 'The part of the work that this machine does: `{ index: 1, count: 4 }` is the first of four.',
    docDefault: 'all of it',
  },
  strict: {
    kind: kinds.flag,
    commands: ['build', 'check'],
    flag: 'strict',
    help: 'faults such as a broken link are errors, in single files, too',
    doc: 'Whether faults that leave the rest of the page right, such as a broken link, are errors; clinical text is always strict.',
    docDefault: 'as each publication says',
  },
  noStrict: {
    kind: kinds.flag,
    commands: ['build', 'check'],
    flag: 'no-strict',
    help: 'such faults are warnings, and the files are made; clinical text is always strict',
  },
  highlight: {
    kind: kinds.flag,
    commands: ['build', 'check'],
    flag: 'highlight',
    help: 'set keywords, comments and other parts of code apart, also where the settings say not to',
    doc: 'Whether keywords, comments and other parts of code are set apart.',
    docDefault: 'as each publication says',
  },
  noHighlight: {
    kind: kinds.flag,
    commands: ['build', 'check'],
    flag: 'no-highlight',
    help: 'print code plain',
  },
  variables: {
    kind: kinds.assignments,
    commands: ['build', 'check'],
    flag: 'var',
    value: '<name=value>',
    isMultiple: true,
    help: 'value of a variable, in place of that in the settings; may be given several times',
    doc: 'Values of variables, such as `audience=staff`, in place of those in the settings.',
    docDefault: 'none',
  },
  plugins: {
    kind: kinds.flag,
    commands: ['build', 'check'],
    flag: 'plugins',
    help: 'run the plugins of the project, which are code, in this run (docs/plugins.md)',
    doc: 'Whether the plugins of the project run, which are code. Without it, only where the user trusts them (`docs/plugins.md`).',
    docDefault: '`false`',
  },
  uses: {
    kind: kinds.filePaths,
    commands: ['check'],
    flag: 'uses',
    value: '<path>',
    isMultiple: true,
    help: 'list the chapters that include a file, or any file of a folder: . for all; may be given several times',
    doc: 'Included files, or folders of such files, relative to the root, whose uses are listed.',
    docDefault: 'all of the project',
  },
  format: {
    kind: kinds.reportFormat,
    commands: [...REPORTING, 'doctor'],
    flag: 'format',
    value: '<name>',
    help: 'format of the report: pretty; or for programs json, github, gitlab, junit or sarif',
    default: 'pretty',
  },
  reports: {
    kind: kinds.reportFiles,
    commands: REPORTING,
    flag: 'report',
    value: '<format>=<file>',
    isMultiple: true,
    help: 'write a report to a file, too: json, gitlab, junit or sarif, as in --report sarif=out.sarif; may be given several times',
  },
  failOn: {
    kind: kinds.oneOf('error', 'warning'),
    commands: REPORTING,
    flag: 'fail-on',
    value: '<severity>',
    help: 'lowest severity that ends the run with 1: error or warning',
    default: 'error',
  },
  trace: {
    kind: kinds.path,
    commands: ['build'],
    flag: 'trace',
    value: '<file>',
    help: 'record where the time goes, in the Trace Event Format (Perfetto)',
    doc: 'A file that records where the time goes, in the Trace Event Format; relative to the working folder.',
    docDefault: 'none',
  },
  debug: {
    kind: kinds.flag,
    commands: [...REPORTING, 'worker'],
    flag: 'debug',
    help: 'show the stack of an unexpected failure',
    doc: 'Whether the diagnostic of an unexpected failure has its stack.',
    docDefault: '`false`',
  },
  onProgress: {
    kind: kinds.progressCallback,
    commands: ['build'],
    doc: 'Called with each file of a publication when all of them were written.',
    docDefault: 'none',
  },
  signal: {
    kind: kinds.abortSignal,
    commands: REPORTING,
    doc: 'Stops the work; the result then has the diagnostic `interrupted`.',
    docDefault: 'none',
  },
  host: {
    kind: kinds.hostObject,
    commands: REPORTING,
    doc: 'Reads and writes files and reads the environment.',
    docDefault: 'the disk and the environment of the process',
  },
  template: {
    kind: kinds.oneOf('leaflet', 'book', 'novel', 'manual', 'article'),
    commands: ['init'],
    flag: 'template',
    value: '<name>',
    help: 'what is written: leaflet, book, novel, manual or article',
    default: 'leaflet',
  },
  revoke: { kind: kinds.flag, commands: ['trust'], flag: 'revoke', help: 'take the trust back' },
  yes: { kind: kinds.flag, commands: ['init'], flag: 'yes', short: 'y', help: 'ask nothing' },
  help: { kind: kinds.flag, commands: [], flag: 'help', short: 'h', help: 'show this help' },
  version: { kind: kinds.flag, commands: [], flag: 'version', short: 'v', help: 'show the version' },
} as const satisfies Record<string, Option>;

type Table = typeof OPTIONS;
export type OptionName = keyof Table;

/** The value of each option. */
export type OptionValues = { readonly [Name in OptionName]: kinds.ValueOf<Table[Name]['kind']> };

/** Names of the options that programs can give for a command. */
export type ApiOptionName<Name extends CommandName> = {
  [Property in OptionName]: Table[Property] extends { readonly doc: string }
    ? Name extends Table[Property]['commands'][number]
      ? Property
      : never
    : never;
}[OptionName];

/** The options that programs can give for a command, each with its value. */
export type ApiOptions<Name extends CommandName> = Pick<OptionValues, ApiOptionName<Name>>;

const entries: readonly (readonly [OptionName, Option])[] = Object.entries(OPTIONS).map(
  ([name, option]) => [name as OptionName, option] as const,
);

/** Returns every option, in the order of the help. */
export const listOptions = (): readonly (readonly [OptionName, Option])[] => entries;

/** Returns the options that programs can give for a command, by property. */
export function listApiOptions(command: CommandName): ReadonlyMap<string, Option> {
  return new Map(entries.filter(([, { doc, commands }]) => doc !== undefined && commands.includes(command)));
}
