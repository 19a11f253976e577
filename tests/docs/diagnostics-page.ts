/** The diagnostics in `docs/diagnostics.md`, each with an example: that of its golden file, or one of the catalogue. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostic } from '../../src/cli/report/pretty.ts';
import { addressDiagnostics } from '../../src/core/diagnostics/catalogue/addresses.ts';
import { brandDiagnostics } from '../../src/core/diagnostics/catalogue/brand.ts';
import { environmentDiagnostics } from '../../src/core/diagnostics/catalogue/environment.ts';
import { fileDiagnostics } from '../../src/core/diagnostics/catalogue/files.ts';
import { formDiagnostics } from '../../src/core/diagnostics/catalogue/forms.ts';
import { includeDiagnostics } from '../../src/core/diagnostics/catalogue/includes.ts';
import { layoutDiagnostics } from '../../src/core/diagnostics/catalogue/layouts.ts';
import { lossDiagnostics } from '../../src/core/diagnostics/catalogue/losses.ts';
import { fleetDiagnostics } from '../../src/core/diagnostics/catalogue/machines/fleet.ts';
import { shardDiagnostics } from '../../src/core/diagnostics/catalogue/machines/shards.ts';
import { sharedCacheDiagnostics } from '../../src/core/diagnostics/catalogue/machines/shared-cache.ts';
import { markdownDiagnostics } from '../../src/core/diagnostics/catalogue/markdown.ts';
import { diagramDiagnostics } from '../../src/core/diagnostics/catalogue/pictures/diagrams.ts';
import { imageDiagnostics } from '../../src/core/diagnostics/catalogue/pictures/images.ts';
import { pluginDiagnostics } from '../../src/core/diagnostics/catalogue/plugins.ts';
import { printDiagnostics } from '../../src/core/diagnostics/catalogue/print.ts';
import { rawHtmlDiagnostics } from '../../src/core/diagnostics/catalogue/raw-html.ts';
import { selectionDiagnostics } from '../../src/core/diagnostics/catalogue/selection.ts';
import { settingsDiagnostics } from '../../src/core/diagnostics/catalogue/settings.ts';
import { styleDiagnostics } from '../../src/core/diagnostics/catalogue/styles.ts';
import { tableDiagnostics } from '../../src/core/diagnostics/catalogue/tables.ts';
import { usageDiagnostics } from '../../src/core/diagnostics/catalogue/usage.ts';
import { wordDiagnostics } from '../../src/core/diagnostics/catalogue/word.ts';
import {
  type Code,
  codes,
  domainOf,
  lenientSeverityOf,
  severityOf,
} from '../../src/core/diagnostics/catalogue.ts';
import { diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import type { GeneratedSection } from './generated-section.ts';
import { ROOT, readProjectFile } from './project-files.ts';

/** The subjects in the order of the page, and the codes of each. */
const SUBJECTS: Readonly<Record<string, object>> = {
  'Text files': fileDiagnostics,
  'Included files': includeDiagnostics,
  Settings: settingsDiagnostics,
  Markdown: markdownDiagnostics,
  'Lost or unread text': lossDiagnostics,
  Tables: tableDiagnostics,
  Layout: layoutDiagnostics,
  'Forms to fill in': formDiagnostics,
  'HTML in the text': rawHtmlDiagnostics,
  Images: imageDiagnostics,
  'Diagrams and charts': diagramDiagnostics,
  Plugins: pluginDiagnostics,
  'Print and e-book': printDiagnostics,
  'A look of your own': brandDiagnostics,
  'Style sheets': styleDiagnostics,
  'Addresses of web pages': addressDiagnostics,
  'Word documents': wordDiagnostics,
  'Command line, templates and rules': usageDiagnostics,
  'Git and selection': selectionDiagnostics,
  'Builds in parts': shardDiagnostics,
  'Shared cache': sharedCacheDiagnostics,
  Fleet: fleetDiagnostics,
  Environment: environmentDiagnostics,
};

const PLACE = { file: 'content/leaflet.md', line: 1, column: 1 };
const WORD_FILE = { ...PLACE, file: 'leaflet.docx' };

/** Examples of codes that no golden file shows, because their cases need a machine, a repository or a link. */
const EXAMPLES = [
  diagnostic('diagram-package-missing', { kind: 'Mermaid', packages: ['mermaid'] }, PLACE),
  diagnostic('bug-internal', { reason: 'Cannot read properties of undefined' }),
  diagnostic('book-in-one-piece', { edition: 'book-ward', file: 'styles/ward.css', what: '@page :left' }),
  diagnostic('cache-untrusted', { folder: '.cache', reason: 'tracked' }),
  diagnostic(
    'design-unprintable',
    { title: 'Fever in children', files: ['styles/ward.css'], reason: 'it took longer than 12 seconds' },
    { ...PLACE, file: 'styles/ward.css' },
  ),
  diagnostic('e-book-too-large', { kind: 'files', found: 70_000, limit: 65_534 }, PLACE),
  diagnostic('file-unreadable', { reason: 'permission denied' }, PLACE),
  diagnostic('git-failed', { reason: 'fatal: bad object HEAD' }),
  diagnostic('git-missing', {}),
  diagnostic('watch-failed', { reason: 'no space left on device' }),
  diagnostic('font-foreign', { path: 'fever/fever-a4.pdf', name: 'DejaVu Sans', page: 2 }),
  diagnostic('history-shallow', { ref: 'origin/main' }),
  diagnostic('commit-uncounted', { kind: 'uncommitted', files: ['content/fever/signs.md'] }),
  diagnostic('history-unrelated', { ref: 'origin/main' }),
  diagnostic('queue-wrong', { problem: 'store' }),
  diagnostic('queue-unencrypted', { queue: 'queue.example.org:6379' }),
  diagnostic('queue-unreachable', { queue: 'queue.example.org:6379', reason: 'connect ECONNREFUSED' }),
  diagnostic('queue-lost', { queue: 'queue.example.org:6379', reason: 'no answer for 10 seconds' }),
  diagnostic('fleet-empty', { queue: 'queue.example.org:6379', others: 2 }),
  diagnostic('fleet-inputs-kept', {}),
  diagnostic('fleet-results-missing', {}),
  diagnostic('shared-cache-failed', {
    address: 'https://cache.example.org/',
    fault: { kind: 'status', status: 403 },
    count: 3,
    givenUp: ['read', 'write'],
  }),
  diagnostic('shared-cache-distrusted', {
    ...{ address: 'https://cache.example.org/', reason: 'bytes', count: 1 },
  }),
  diagnostic(
    'image-file-too-large',
    { path: 'images/ward.png', size: 131_000_000, limit: 100_000_000 },
    { ...PLACE, line: 12 },
  ),
  diagnostic(
    'image-unprintable',
    { path: 'images/ward.svg', reason: 'it took longer than 12 seconds' },
    { ...PLACE, line: 12 },
  ),
  diagnostic(
    'style-file-too-large',
    { path: 'styles/ward.png', size: 31_000_000, limit: 20_000_000 },
    { ...PLACE, file: 'styles/ward.css', line: 12 },
  ),
  diagnostic('interrupted', {}),
  diagnostic('memory-exhausted', {}, PLACE),
  diagnostic('plugin-unfinished', { plugin: 'remark-terms', seconds: 30 }, PLACE),
  diagnostic('trust-in-project', {}),
  diagnostic('output-outside', { path: 'dist' }),
  diagnostic('package-outside', { name: '@fontsource/lato' }, { ...PLACE, file: 'handpress.yaml' }),
  diagnostic('font-foreign', { path: 'leaflets/handouts-a4/fever.pdf', name: 'Georgia', page: 1 }),
  diagnostic('page-start-unknown', { page: '7', edition: 'book-a4', chapter: 'Fever' }, PLACE),
  diagnostic('pdf-unsupported', { reason: 'the PDF has no cross-reference table' }),
  diagnostic('publications-touched', { ref: 'origin/main', affected: 2, publications: 9 }),
  diagnostic('ref-unknown', { ref: 'origin/mian', near: 'origin/main' }),
  diagnostic('repository-bare', { folder: '/srv/leaflets.git' }),
  diagnostic('repository-distrusted', { folder: '/srv/leaflets' }),
  diagnostic('standard-unclaimed', { path: 'fever/fever-a4.pdf' }),
  diagnostic('sandbox-off', { obstacle: 'root' }),
  diagnostic(
    'text-unprintable',
    { title: 'Fever in children', reason: 'it took longer than 12 seconds' },
    PLACE,
  ),
  diagnostic(
    'typeface-unsuitable',
    { typeface: 'Inter Variable', fault: 'variable' },
    { ...PLACE, file: 'handpress.yaml' },
  ),
  diagnostic(
    'word-unreadable',
    { reason: 'it is a document of Word 97 to 2003 (.doc)', advice: 'Save it as Word document (.docx).' },
    WORD_FILE,
  ),
  diagnostic('import-in-way', { path: 'leaflet/publication.yaml', count: 2 }),
  diagnostic(
    'word-part-lost',
    { name: 'a picture', count: 2, lines: [12, 30], details: ['EMF, Logo of the ward'] },
    { file: 'leaflet/leaflet.md', line: 12, column: 1 },
  ),
  diagnostic(
    'word-alt-missing',
    { count: 1, lines: [8] },
    { file: 'leaflet/leaflet.md', line: 8, column: 1 },
  ),
  diagnostic(
    'word-heading-unmarked',
    { words: 'When to get help', count: 1, lines: [5] },
    { file: 'leaflet/leaflet.md', line: 5, column: 1 },
  ),
  diagnostic('word-header-lost', { words: ['Ward 7 · 2024'] }, WORD_FILE),
  diagnostic('word-symbol-lost', { count: 3 }, WORD_FILE),
  diagnostic(
    'word-changed',
    {
      changes: [
        { count: 2, name: 'comments', fate: 'left out' },
        { count: 1, name: 'text box', fate: 'put after their paragraphs' },
      ],
    },
    WORD_FILE,
  ),
];

export async function diagnosticsSections(): Promise<readonly GeneratedSection[]> {
  const subjects: string[] = [];
  for (const [subject, rules] of Object.entries(SUBJECTS)) {
    const described = await Promise.all(Object.keys(rules).map(describeCode));
    subjects.push(`## ${subject}\n\n${described.join('\n\n')}`);
  }
  const text = [indexTable(), ...subjects].join('\n\n');
  return [{ page: 'docs/diagnostics.md', name: 'diagnostics', text }];
}

/** Codes of the catalogue that no subject of the page has. */
export function uncoveredCodes(): readonly Code[] {
  const covered = Object.values(SUBJECTS).flatMap((rules) => Object.keys(rules));
  return codes.filter((code) => !covered.includes(code));
}

function indexTable(): string {
  const rows = Object.entries(SUBJECTS).map(([subject, rules]) => {
    const links = Object.keys(rules).map((code) => `[\`${code}\`](#${code})`);
    return `| ${subject} | ${links.join(', ')} |`;
  });
  return ['| Subject | Codes |', '|---|---|', ...rows].join('\n');
}

async function describeCode(name: string): Promise<string> {
  const code = codes.find((known) => known === name);
  if (code === undefined) throw new Error(`\`${name}\` is not in the catalogue`);
  const example = findGoldenExample(code) ?? (await writeExample(code));
  const fence = findFence(example);
  const lenient = lenientSeverityOf(code);
  const severity =
    severityOf(code) + (lenient === severityOf(code) ? '' : ` (${lenient} where not \`strict\`)`);
  return `### \`${code}\`\n\n${severity}, ${domainOf(code)}\n\n${fence}\n${example}\n${fence}`;
}

/** Returns a fence that is longer than each in a text. */
function findFence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  return '`'.repeat(longest + 1);
}

/** Finds the diagnostic in what its case prints, up to the next empty line. */
function findGoldenExample(code: Code): string | undefined {
  const paths = [`tests/diagnostics/${code}/golden.txt`, `tests/diagnostics/${code}.golden.txt`];
  const path = paths.find((one) => existsSync(join(ROOT, one)));
  if (path === undefined) return undefined;
  const paragraphs = readProjectFile(path).split('\n\n');
  return paragraphs.find((paragraph) => paragraph.split('\n', 1)[0]?.endsWith(`  ${code}`))?.trimEnd();
}

async function writeExample(code: Code): Promise<string> {
  const example = EXAMPLES.find((one) => one.code === code);
  if (example === undefined) throw new Error(`\`${code}\` has neither a golden file nor an example here`);
  const written = await formatDiagnostic(example, { color: false, linesOf: async () => undefined });
  return written.trimEnd();
}
