/**
 * Opens the design: templates, styles and terms. The files in the `templates/` and `styles/` of a project
 * override the built-in ones. Templates cannot run code, and all their values are escaped by
 * {@link escapeMarkup}.
 */

import { type Diagnostic, diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { type GuardedHost, memoizeWith } from '../../core/host.ts';
import { findScript } from '../../core/language.ts';
import type { Design, TemplateData, Terms } from '../../core/model/design.ts';
import { UNTRANSLATED } from '../../core/term-language.ts';
import { replaceInvalidXml } from '../../lib/xml/characters.ts';
import { computeDigest } from '../cache/digest.ts';
import type { TemplateEngine } from './engine.ts';
import {
  createDesignFileReader,
  type DesignFile,
  type DesignFolders,
  findOverrides,
  type ReadDesignFile,
} from './template-files.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes text for content and quoted attributes of HTML and XML. Removes characters that XML does not allow.
 */
export function escapeMarkup(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  return replaceInvalidXml(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/**
 * Opens the design of a project. Reads files on first use. Filling a broken template rejects with a
 * {@link import('./template-error.ts').TemplateError}.
 */
export function openDesign(host: GuardedHost, folders: DesignFolders): Design {
  const once = memoizeWith(host);
  const readerFor = (given: GuardedHost): ReadDesignFile => createDesignFileReader(given, folders);
  const engineFor = (name: string) =>
    once(`template ${name}`, (given) => createDesignEngine(readerFor(given)));
  return {
    // One engine for each template, so that its includes are recorded as its own dependencies.
    fillTemplate: async (name, data) => (await engineFor(name)).engine.fill(name, data),
    findUnknownValues: async (name, data) => findUnknownValues(await engineFor(name), name, data),
    findUsedOverrides: async (name) => (await engineFor(name)).replaced,
    readStyle: (name) =>
      once(`style ${name}`, async (given) =>
        requireText(await readerFor(given)('styles', name), `styles/${name}`),
      ),
    findOverrides: (folder, names) => findOverrides(host, folders, folder, names),
    hasFile: async (folder, name) => (await readerFor(host)(folder, name)) !== undefined,
    readCitationFile: (name) =>
      once(`citations ${name}`, async (given) => {
        const builtIn = createDesignFileReader(given, { ...folders, root: folders.builtIn });
        return (await builtIn('citations', name))?.text;
      }),
    readScript: (name) =>
      once(`script ${name}`, async (given) => {
        const builtIn = createDesignFileReader(given, { ...folders, root: folders.builtIn });
        return requireText(await builtIn('browser', name), `browser/${name}`);
      }),
    readTerms: (language) =>
      once(`terms ${language}`, (given) => {
        const builtIn = createDesignFileReader(given, { ...folders, root: folders.builtIn });
        return readTerms(readerFor(given), builtIn, language);
      }),
  };
}

interface DesignEngine {
  readonly engine: TemplateEngine;
  /** The texts of the project's templates among those that were read. */
  readonly replaced: ReadonlyMap<string, string>;
  /** What was found unknown, by what the template gets. The handouts of a publication share it. */
  readonly unknown: Map<string, readonly Diagnostic[]>;
}

async function createDesignEngine(read: ReadDesignFile): Promise<DesignEngine> {
  const { createEngine } = await import('./engine.ts');
  const replaced = new Map<string, string>();
  const readTemplate = async (name: string): Promise<string | undefined> => {
    const file = await read('templates', name);
    if (file?.isOverride) replaced.set(name, file.text);
    return file?.text;
  };
  return { engine: createEngine(readTemplate, escapeMarkup), replaced, unknown: new Map() };
}

/** Finds the unknown values in the templates of the project; those of Handpress are tested. */
async function findUnknownValues(
  { engine, replaced, unknown }: DesignEngine,
  name: string,
  { like, terms }: TemplateData,
): Promise<readonly Diagnostic[]> {
  await engine.load(name);
  if (replaced.size === 0) return [];
  const key = [like, ...Object.keys(terms)].join('\n');
  const known = unknown.get(key);
  if (known !== undefined) return known;
  const { EBOOK_TEMPLATES, PRINT_TEMPLATES, WEB_TEMPLATES } = await import('./value-types.ts');
  const families = [EBOOK_TEMPLATES, WEB_TEMPLATES];
  const family = families.find(({ templates }) => like in templates) ?? PRINT_TEMPLATES;
  const found = await engine.findUnknownValues(name, { family, like, terms: Object.keys(terms) });
  const problems = found
    .filter(({ file }) => replaced.has(file))
    .map(({ path, near, file, line, column }) =>
      diagnostic(
        'template-value-unknown',
        { value: path, ...(near !== undefined && { near }) },
        { file: `templates/${file}`, line, column },
      ),
    );
  unknown.set(key, problems);
  return problems;
}

/**
 * Reads the terms of English, of the primary language (`fr`), of its script (`zh-Hant`) and of the full tag (`fr-CA`).
 * Later ones override earlier ones, and files of the project override built-in ones, term by term. The term `language`
 * is the primary language if any file of it exists, however few terms it has. The term {@link UNTRANSLATED} names those
 * that only English has.
 * @param readBuiltIn reads built-in files only
 */
async function readTerms(
  read: ReadDesignFile,
  readBuiltIn: ReadDesignFile,
  language: string,
): Promise<Terms> {
  const [primary = 'en'] = language.toLowerCase().split('-');
  const names = new Set(['en', primary, `${primary}-${findScript(language)}`, language]);
  const found: NamedTerms[] = [];
  for (const name of names) {
    const path = `terms/${name}.yaml`;
    const file = await read('templates', path);
    const shadowed = file?.isOverride ? await readBuiltIn('templates', path) : undefined;
    for (const each of [shadowed, file]) {
      if (each === undefined) continue;
      const isEnglish = name === 'en';
      found.push({
        isEnglish,
        terms: { ...(await loadTerms(each.text, path)), language: isEnglish ? 'en' : primary },
      });
    }
  }
  const terms = Object.assign({}, ...found.map((each) => each.terms)) as Terms;
  return primary === 'en' ? terms : { ...terms, [UNTRANSLATED]: listUntranslated(terms, found) };
}

/** Returns the terms in a text; those of built-in files are parsed in the bundle. @throws {TemplateError} */
async function loadTerms(text: string, path: string): Promise<Terms> {
  const { PARSED_TERMS } = await import('./parsed-terms.ts');
  const parsed = PARSED_TERMS[computeDigest(text)];
  return parsed ?? (await import('./terms-file.ts')).parseTerms(text, path);
}

/** The terms of a file. */
interface NamedTerms {
  readonly isEnglish: boolean;
  readonly terms: Terms;
}

/** Returns the keys of the words that only English has, with spaces between them. */
function listUntranslated(terms: Terms, found: readonly NamedTerms[]): string {
  const translated = new Set(['language', 'termsReview']);
  for (const { isEnglish, terms: own } of found) {
    for (const key of isEnglish ? [] : Object.keys(own)) translated.add(key);
  }
  return Object.keys(terms)
    .filter((key) => !translated.has(key))
    .join(' ');
}

function requireText(file: DesignFile | undefined, name: string): string {
  if (file === undefined) throw new Error(`${name} is missing from Handpress's own files`);
  return file.text;
}
