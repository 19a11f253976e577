/** Finds the grammar of a language by the names that authors give it. */
// cspell:disable
import { suggestName } from '../../lib/text/nearest.ts';
import { GRAMMARS } from './grammars.ts';

/** Other names of languages: endings of files, short forms, and relatives that the same grammar reads. */
export const ALIASES: Readonly<Record<string, string>> = {
  apache: 'apacheconf',
  applescript: 'osascript',
  arduino: 'ino',
  armasm: 'arm',
  asciidoc: 'adoc',
  bash: 'sh zsh ksh fish shell-script bashrc',
  c: 'h',
  clojure: 'clj edn',
  cmake: 'cmake.in',
  coffeescript: 'coffee cson iced',
  cpp: 'cc c++ h++ hpp hh hxx cxx cuda',
  crystal: 'cr',
  csharp: 'cs c# dotnet',
  delphi: 'dpr dfm pas pascal',
  diff: 'patch',
  django: 'jinja jinja2 nunjucks',
  dns: 'bind zone',
  dockerfile: 'docker containerfile',
  dos: 'bat batch cmd',
  elixir: 'ex exs',
  erlang: 'erl',
  excel: 'xlsx xls',
  fortran: 'f90 f95 f77 f03 f08',
  fsharp: 'fs f#',
  gcode: 'nc',
  gherkin: 'feature',
  go: 'golang',
  graphql: 'gql',
  groovy: 'jenkinsfile',
  handlebars: 'hbs html.hbs html.handlebars htmlbars mustache',
  haskell: 'hs lhs',
  haxe: 'hx',
  http: 'https',
  ini: 'toml conf cfg editorconfig gitconfig',
  java: 'jsp',
  javascript: 'js jsx mjs cjs node',
  json: 'jsonc json5 jsonl geojson ndjson',
  kotlin: 'kt kts ktm ktx',
  latex: 'tex bibtex',
  lisp: 'elisp emacs-lisp common-lisp cl',
  lua: 'pluto',
  makefile: 'mk mak make gnumakefile',
  markdown: 'md mkdown mkd mdx qmd rmd',
  matlab: 'octave',
  mipsasm: 'mips',
  nginx: 'nginxconf',
  nix: 'nixos',
  objectivec: 'mm objc obj-c obj-c++ objective-c++',
  ocaml: 'ml mli',
  openscad: 'scad',
  perl: 'pl pm',
  pgsql: 'postgres postgresql',
  php: 'php3',
  powershell: 'pwsh ps ps1',
  processing: 'pde',
  properties: 'env dotenv',
  protobuf: 'proto protobuf3',
  puppet: 'pp',
  python: 'py gyp ipython py3 python3 pyi',
  'python-repl': 'pycon',
  qml: 'qt',
  r: 'splus rscript',
  reasonml: 're',
  ruby: 'rb gemspec podspec thor irb',
  rust: 'rs',
  scheme: 'scm racket rkt',
  scilab: 'sci',
  scss: 'sass',
  shell: 'console shellsession',
  smalltalk: 'st',
  sql: 'mysql sqlite plsql tsql mariadb',
  stan: 'stanfuncs',
  stata: 'do ado',
  stylus: 'styl',
  tcl: 'tk',
  twig: 'craftcms',
  typescript: 'ts tsx mts cts',
  vbnet: 'vb visual-basic',
  verilog: 'v sv svh',
  x86asm: 'asm nasm assembly',
  xml: 'html xhtml rss atom xjb xsd xsl plist wsf svg vue svelte astro mathml',
  xquery: 'xpath xq xqm',
  yaml: 'yml ansible',
};

/** Names of text that is no code, or has no grammar and is well known, so that it is not reported. */
const PLAIN: ReadonlySet<string> = new Set(
  'text plain plaintext txt none no-highlight nohighlight output out result stdout stderr log raw ansi ascii art tree csv tsv psv regex regexp pseudocode pseudo algorithm mermaid dot graphviz vega-lite vegalite plantuml d2 math cell listing code verbatim default'.split(
    ' ',
  ),
);

const BY_ALIAS: ReadonlyMap<string, string> = new Map(
  Object.entries(ALIASES).flatMap(([language, names]) =>
    names.split(' ').map((name) => [name, language] as const),
  ),
);

/** All names that a language can have here. */
const NAMES: readonly string[] = [...Object.keys(GRAMMARS), ...BY_ALIAS.keys()];

/** The language of a listing. */
export type Language =
  | { readonly kind: 'known'; readonly grammar: string }
  | { readonly kind: 'plain' }
  | { readonly kind: 'unknown'; readonly near?: string };

/** Finds a language by a name that an author wrote. */
export function findLanguage(written: string): Language {
  const name = written.toLowerCase();
  const grammar = Object.hasOwn(GRAMMARS, name) ? name : BY_ALIAS.get(name);
  if (grammar !== undefined) return { kind: 'known', grammar };
  return PLAIN.has(name) ? { kind: 'plain' } : { kind: 'unknown', ...suggestName(name, NAMES) };
}
