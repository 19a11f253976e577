/** The page about the look names every custom property, class and template value. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Context } from '../../src/core/model/context.ts';
import { packEpub } from '../../src/epub/write-epub.ts';
import { buildBookDocument, buildHandoutDocument } from '../../src/print/document/document.ts';
import { discover, readPublication } from '../../src/read/read-publication.ts';
import { assembleBook, assembleHandout, renderPublication } from '../../src/render/render-publication.ts';
import { writeWeb } from '../../src/web/write-web.ts';
import { paperEdition } from '../print/workbench.ts';
import { contextIn, REPOSITORY } from '../support/context.ts';
import { lookSections } from './look-page.ts';
import {
  classesInHtml,
  classFiles,
  customProperties,
  documentedNames,
  usedProperties,
} from './look-styles.ts';
import { readProjectFile } from './project-files.ts';
import {
  EBOOK_DATA,
  PRINT_DATA,
  templateFiles,
  templateGroups,
  usedValues,
  WEB_DATA,
} from './template-values.ts';

const PAGE = lookSections()
  .map(({ text }) => text)
  .join('\n');
const GROUPS = [...templateGroups(PRINT_DATA), ...templateGroups(EBOOK_DATA), ...templateGroups(WEB_DATA)];

interface Filling {
  readonly template: string;
  readonly data: object;
  readonly text: string;
}

/** Fills all templates for three books, and returns what they were filled with. */
async function fillTemplates(): Promise<readonly Filling[]> {
  const fillings: Filling[] = [];
  for (const folder of ['tests/books/torture', 'content/ketamine-and-migraine', 'docs/examples']) {
    await fillBook(folder, recordingContext(fillings));
  }
  return fillings;
}

function recordingContext(fillings: Filling[]): Context {
  const context = contextIn(REPOSITORY, () => undefined);
  const { design } = context;
  const fillTemplate = async (template: string, data: object): Promise<string> => {
    const text = await design.fillTemplate(template, data);
    fillings.push({ template, data, text });
    return text;
  };
  return { ...context, design: { ...design, fillTemplate } };
}

async function fillBook(folder: string, context: Context): Promise<void> {
  const [target] = await discover([join(REPOSITORY, folder)], context);
  const publication = target && (await readPublication(target, builtInEditions, context));
  const rendered = publication && (await renderPublication(publication, context));
  if (publication === undefined || rendered === undefined) throw new Error(`${folder} could not be rendered`);
  const book = await assembleBook(rendered);
  const handouts = publication.chapters.map((chapter) => assembleHandout(rendered, chapter));
  const document = await buildBookDocument(book, paperEdition('book-a5'), context);
  await document.html([], new Set());
  for (const handout of await Promise.all(handouts)) {
    const edition = paperEdition('handouts-a4');
    await (await buildHandoutDocument(handout, { ...edition, links: 'qr' }, context)).html('close');
    await (await buildHandoutDocument(handout, { ...edition, links: 'address' }, context)).html('roomy');
  }
  await packEpub(book, context);
  for (const form of ['site', 'file'] as const) {
    await writeWeb(book, { id: 'web', family: 'web', form, styles: [] }, context);
  }
}

const fillings = await fillTemplates();
const pathsOf = (template: string): ReadonlySet<string> =>
  new Set(
    GROUPS.filter(({ templates }) => templates.includes(template)).flatMap(({ values }) =>
      values.map(({ path }) => path),
    ),
  );

/** Whether the page describes a value without the values in it. */
const isLeaf = (path: string, documented: ReadonlySet<string>): boolean =>
  !path.endsWith('[]') &&
  ![...documented].some((one) => one.startsWith(`${path}.`) || one.startsWith(`${path}[]`));

function isBelowLeaf(path: string, documented: ReadonlySet<string>): boolean {
  const above = path.slice(0, path.lastIndexOf('.'));
  return path.includes('.') && documented.has(above) && isLeaf(above, documented);
}

/** Returns the paths of all values that are not documented. */
function undocumentedPaths(value: unknown, path: string, documented: ReadonlySet<string>): readonly string[] {
  if (value === undefined) return [];
  if (path !== '' && !path.endsWith('[]') && !documented.has(path)) return [path];
  if (path !== '' && isLeaf(path, documented)) return [];
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap((item) => undocumentedPaths(item, `${path}[]`, documented)))];
  }
  if (typeof value !== 'object' || value === null) return [];
  const above = path === '' ? '' : `${path}.`;
  return Object.entries(value).flatMap(([key, inner]) =>
    undocumentedPaths(inner, `${above}${key}`, documented),
  );
}

test.each([...new Set(fillings.map(({ template }) => template))])(
  'the page names every value that %s gets',
  (template) => {
    const documented = pathsOf(template);
    const filled = fillings.filter((filling) => filling.template === template);
    const missing = filled.flatMap(({ data }) => undocumentedPaths(data, '', documented));
    expect([...new Set(missing)]).toEqual([]);
  },
);

test.each(templateFiles().filter((file) => file !== 'cover-mark.svg'))(
  'the page names every value that %s uses',
  (template) => {
    const documented = pathsOf(template);
    expect(documented.size).toBeGreaterThan(0);
    const isKnown = (path: string): boolean =>
      documented.has(path.replace(/\.size$/, '')) ||
      /^(?:terms|forloop)\./.test(path) ||
      path.endsWith('[]') ||
      isBelowLeaf(path, documented);
    expect(usedValues(template).filter((paths) => !paths.some(isKnown))).toEqual([]);
  },
);

const isNamed = (name: string): boolean => PAGE.includes(`| \`${name}\` |`);

test('the page names every class of the styles, the templates and the documents', () => {
  const classes = new Set([
    ...classFiles().keys(),
    ...templateFiles()
      .filter((file) => !file.endsWith('.ncx'))
      .flatMap((file) => classesInHtml(readProjectFile(`templates/${file}`))),
    ...fillings
      .filter(({ template }) => !template.endsWith('.ncx'))
      .flatMap(({ text }) => classesInHtml(text))
      .map((name) => name.replace(/^\.language-.*/, '.language-<name>')),
  ]);
  expect([...classes].filter((name) => !isNamed(name))).toEqual([]);
  const documented = documentedNames().filter(({ name }) => name.startsWith('.'));
  expect(documented.filter(({ name }) => !classes.has(name)).map(({ name }) => name)).toEqual([]);
});

test('the page names every data attribute of the documents', () => {
  const attributes = fillings.flatMap(({ text }) => text.match(/(?<=\s)data-[a-z-]+(?==)/g) ?? []);
  expect(attributes.length).toBeGreaterThan(0);
  expect([...new Set(attributes)].filter((name) => !isNamed(`[${name}]`))).toEqual([]);
});

test('the page names every custom property of the styles and the documents', () => {
  const inDocuments = fillings.flatMap(({ text }) => text.match(/(?<![\w-])--[a-z][\w-]*(?=:)/g) ?? []);
  const properties = new Set([...usedProperties(), ...inDocuments]);
  expect([...properties].filter((name) => !isNamed(name))).toEqual([]);
  const documented = documentedNames().filter(({ name }) => name.startsWith('--'));
  expect(documented.filter(({ name }) => !properties.has(name)).map(({ name }) => name)).toEqual([]);
  expect(customProperties().length).toBeGreaterThan(0);
});
