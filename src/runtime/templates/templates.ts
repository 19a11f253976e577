/**
 * The design: templates, styles and words. A project's own `templates/` and `styles/` shadow ours file by file.
 * Whatever fills a template escapes by our one function, and runs no code of it.
 */

import { type GuardedHost, onceWith } from '../../core/host.ts';
import type { Design, Terms } from '../../core/model/design.ts';
import { writable } from '../../lib/xml/characters.ts';
import type { TemplateEngine } from './engine.ts';
import {
  changedFiles,
  type DesignFile,
  type DesignFolders,
  designFileReader,
  type ReadDesignFile,
} from './template-files.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML and XML, in content and in quoted attributes: five characters escaped, what XML forbids removed. */
export function escapeText(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  return writable(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/**
 * Opens the design of a project. Files are read when first asked for.
 * Filling a template that is broken rejects with a {@link import('./template-error.ts').TemplateFault}.
 */
export function openDesign(host: GuardedHost, folders: DesignFolders): Design {
  const once = onceWith(host);
  const readerFor = (given: GuardedHost): ReadDesignFile => designFileReader(given, folders);
  const engineFor = (name: string) => once(`template ${name}`, (given) => engineOver(readerFor(given)));
  return {
    // An engine for each: what a template includes is read for it alone.
    fill: async (name, data) => (await engineFor(name)).engine.fill(name, data),
    replaced: async (name) => (await engineFor(name)).replaced,
    style: (name) =>
      once(`style ${name}`, async (given) =>
        required(await readerFor(given)('styles', name), `styles/${name}`),
      ),
    changedFiles: (folder, names) => changedFiles(host, folders, folder, names),
    has: async (folder, name) => (await readerFor(host)(folder, name)) !== undefined,
    terms: (language) =>
      once(`terms ${language}`, (given) => {
        const ours = designFileReader(given, { ...folders, root: folders.own });
        return readTerms(readerFor(given), ours, language);
      }),
  };
}

interface EngineOverFiles {
  readonly engine: TemplateEngine;
  /** Templates of the project among those it has read. */
  readonly replaced: ReadonlyMap<string, string>;
}

async function engineOver(read: ReadDesignFile): Promise<EngineOverFiles> {
  const { openEngine } = await import('./engine.ts');
  const replaced = new Map<string, string>();
  const readTemplate = async (name: string): Promise<string | undefined> => {
    const file = await read('templates', name);
    if (file?.isReplaced) replaced.set(name, file.text);
    return file?.text;
  };
  return { engine: openEngine(readTemplate, escapeText), replaced };
}

/**
 * Looks for `en-GB`, then `en`, then English, and fills what a language leaves out from English, and what a project leaves out from ours.
 * @param readOurs gives Handpress's own files alone
 */
async function readTerms(read: ReadDesignFile, readOurs: ReadDesignFile, language: string): Promise<Terms> {
  const [primary = 'en'] = language.toLowerCase().split('-');
  const names = new Set(['en', primary, language]);
  const found: Terms[] = [];
  const { readWords } = await import('./terms-file.ts');
  for (const name of names) {
    const path = `terms/${name}.yaml`;
    const file = await read('templates', path);
    const shadowed = file?.isReplaced ? await readOurs('templates', path) : undefined;
    for (const each of [shadowed, file]) if (each !== undefined) found.push(readWords(each.text, path));
  }
  return Object.assign({}, ...found) as Terms;
}

function required(file: DesignFile | undefined, name: string): string {
  if (file === undefined) throw new Error(`${name} is missing from Handpress's own files`);
  return file.text;
}
