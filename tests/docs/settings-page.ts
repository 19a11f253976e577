/** The keys of the settings files in `docs/settings.md`, from the JSON Schemas in `schemas/`. */
import type { GeneratedSection } from './generated-section.ts';
import { writeTable } from './markdown-table.ts';
import { readProjectFile } from './project-files.ts';
import { SETTINGS_EXAMPLES } from './settings-examples.ts';

const PAGE = 'docs/settings.md';

/** The parts of JSON Schema that the schemas of Handpress use. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
}

interface Key {
  /** With the keys that it is in: `authors[].name`. */
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

export function settingsSections(): readonly GeneratedSection[] {
  const publication = readSchema('publication');
  const [chapter = {}, file = {}] = readSchema('front-matter').anyOf ?? [];
  const project = readSchema('handpress');
  return [
    { page: PAGE, name: 'publication.yaml', text: keyTable(listKeys(publication), 'publication') },
    { page: PAGE, name: 'front matter of a chapter', text: keyTable(listKeys(chapter), 'chapter') },
    { page: PAGE, name: 'front matter of a single file', text: compareKeys(file, publication) },
    { page: PAGE, name: 'handpress.yaml', text: keyTable(listKeys(project), 'project') },
  ];
}

const readSchema = (name: string): JsonSchema =>
  JSON.parse(readProjectFile(`schemas/${name}.schema.json`)) as JsonSchema;

/** Lists the keys of an object, each followed by the keys in its value. */
export function listKeys({ properties = {}, required = [] }: JsonSchema, above = ''): readonly Key[] {
  const known = Object.entries(properties);
  return known.flatMap(([name, schema]) => {
    const key = { path: `${above}${name}`, schema, isRequired: required.includes(name) };
    // `book.margins` has the keys of `margins`.
    // `chapters` in `chapters` are described once.
    const isInItself = above.split(/[.[\]]+/).includes(name);
    return isInItself || repeatsSiblings(schema, properties) ? [key] : [key, ...listInnerKeys(key)];
  });
}

function listInnerKeys({ path, schema }: Key): readonly Key[] {
  const variants = [schema, ...(schema.anyOf ?? [])];
  return variants.flatMap((variant) => [
    ...listKeys(variant, `${path}.`),
    ...(variant.additionalProperties ? listKeys(variant.additionalProperties, `${path}.<name>.`) : []),
    ...[variant.items, ...(variant.items?.anyOf ?? [])].flatMap((item) => listKeys(item ?? {}, `${path}[].`)),
  ]);
}

/** Whether all keys of an object are keys beside it, too, with the same values. */
function repeatsSiblings(schema: JsonSchema, siblings: Readonly<Record<string, JsonSchema>>): boolean {
  const inner = Object.entries(schema.properties ?? {});
  return inner.length > 0 && inner.every(([name, one]) => isSame(one, siblings[name]));
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function keyTable(keys: readonly Key[], examples: keyof typeof SETTINGS_EXAMPLES): string {
  const described = keys.filter(({ path, schema }) => isOutermost(path) || schema.description !== undefined);
  const rows = described.map(({ path, schema, isRequired }) => {
    const example = SETTINGS_EXAMPLES[examples][path];
    return [
      `\`${path}\``,
      `${describeType(schema)}${isRequired ? ' (required)' : ''}`,
      describeDefault(schema.default),
      escapeCell(schema.description ?? ''),
      example === undefined ? '' : `\`${example}\``,
    ];
  });
  return writeTable(['Key', 'Type', 'Default', 'Meaning', 'Example'], rows);
}

/** Inner keys without a description, such as `margins.top`, are only named in the type of the key around them. */
const isOutermost = (path: string): boolean => !/[.[]/.test(path);

/** What a single file has beside and without the keys of `publication.yaml`. */
function compareKeys(file: JsonSchema, publication: JsonSchema): string {
  const [inFile, inPublication] = [file.properties ?? {}, publication.properties ?? {}];
  const missing = Object.keys(inPublication).filter((name) => !(name in inFile));
  const shared = Object.keys(inFile).filter((name) => name in inPublication);
  const other = shared.filter((name) => !isSame(inFile[name], inPublication[name]));
  if (other.length > 0) throw new Error(`the front matter has other values than publication.yaml: ${other}`);
  const names = missing.map((name) => `\`${name}\``).join(', ');
  const own = Object.entries(inFile).filter(([name]) => !(name in inPublication));
  const added = own.map(([name, schema]) => `- \`${name}\` (${describeType(schema)}): ${schema.description}`);
  return [
    `All keys of \`publication.yaml\` but ${names}. None is required: without \`title\`, the first heading is the title. And:`,
    ...['', ...added],
  ].join('\n');
}

function describeType(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeType).join(', or ');
  if (schema.items !== undefined) return `list: ${describeType(schema.items)}`;
  if (schema.additionalProperties) return 'keys by name';
  const keys = Object.keys(schema.properties ?? {});
  if (keys.length > 0) return keys.map((name) => `\`${name}\``).join(', ');
  return describeScalar(schema);
}

function describeScalar({ type, format, pattern = '' }: JsonSchema): string {
  if (/\bmm\b/.test(pattern)) return 'millimeters';
  if (/\bpt\b/.test(pattern)) return 'points';
  if (format === 'date') return 'date';
  if (format === 'uri') return 'web address';
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'number') return 'number';
  return 'text';
}

function describeDefault(value: unknown): string {
  const isEmpty = value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  return isEmpty ? '' : `\`${String(value)}\``;
}

/** `|` ends a cell, and `*` begins emphasis. */
const escapeCell = (text: string): string =>
  text.replace(/`[^`]*`|[|*]/g, (part) => part.replace(/^[|*]$/, '\\$&'));
